import type { LedgerRow } from '@millrace/clickhouse';
import type { Decoded, LedgerLine } from '@millrace/contracts';
import { slotOf } from '@millrace/domain';
import type { InRecord } from '@millrace/streaming';
import { instant, misplaced } from './to-rows.ts';

/** One row a line of the entry. */
export function ledgerRows(decoded: Decoded, record: InRecord): LedgerRow[] {
  if (decoded.type !== 'LedgerIntervalClosed') throw misplaced(decoded, record);
  const { lines, closedAt, ...entry } = decoded.value;
  const at = instant('closedAt', closedAt);
  return lines.map(({ slotStart, numbers, ...counts }) => {
    const slot = slotOf(instant('slotStart', slotStart));
    return { ...entry, ...counts, slot, closedAt: at, ...numbersOf(numbers) };
  });
}

type Numbers = Pick<LedgerRow, Extract<keyof LedgerRow, `numbers${string}`>>;

function numbersOf(numbers: LedgerLine['numbers']): Numbers {
  return {
    numbersKind: numbers?.kind ?? '',
    numbersLast: numbers?.last ?? 0,
    numbersMissing: numbers?.missing ?? 0,
    numbersSince: numbers?.missingSince ?? null,
    numbersRanges: JSON.stringify(numbers?.ranges ?? []),
    numbersRepeats: numbers?.repeats ?? 0,
    numbersResets: numbers?.resets ?? 0,
    numbersPending: numbers?.pending ?? null,
  };
}
