import { eventRecord, LedgerIntervalClosed, type Codecs, type LedgerLine } from '@millrace/contracts';
import {
  missingNumbers,
  slotStart,
  type ClosedAccount,
  type ClosedInterval,
  type CounterState,
  type EpochMicros,
} from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

/** A line has about a hundred bytes, a record at most a megabyte. */
const LINES_A_RECORD = 2_000;

/** A closed interval as records of `telemetry.ledger`: each of one tenant, so many as their size asks for. */
export function* ledgerRecords(
  codecs: Pick<Codecs, 'encode'>,
  partition: number,
  closed: ClosedInterval,
  closedAt: EpochMicros,
): IterableIterator<OutRecord> {
  const { from: fromOffset, through: throughOffset, absent: absentOffsets } = closed;
  for (const [tenant, accounts] of Map.groupBy(closed.accounts, (account) => account.tenant)) {
    const lines = accounts.flatMap(linesOf);
    for (let at = 0; at < lines.length; at += LINES_A_RECORD) {
      const entryId = uuidV5(
        'ledger',
        String(partition),
        String(fromOffset),
        String(throughOffset),
        tenant,
        String(at),
      );
      const entry: LedgerIntervalClosed = {
        ...{ entryId, tenant, hop: 'ENRICHMENT', partition, fromOffset, throughOffset, absentOffsets, closedAt },
        lines: lines.slice(at, at + LINES_A_RECORD),
      };
      const about = { key: `${tenant}/${partition}`, id: entryId, source: SOURCE, time: closedAt };
      yield eventRecord(codecs, LedgerIntervalClosed, entry, about);
    }
  }
}

/** One line a slot; what is known of the numbers stands in the last. */
function linesOf({ source, tallies, counter }: ClosedAccount): LedgerLine[] {
  return tallies.map(({ slot, ...counts }, index) => {
    const numbers = counter !== undefined && index === tallies.length - 1 ? numbersOf(counter) : null;
    return { source, slotStart: slotStart(slot), ...counts, numbers };
  });
}

function numbersOf(counter: CounterState): LedgerLine['numbers'] {
  const { next, since, gaps, repeats, resets } = counter;
  const missing = missingNumbers(counter);
  const ranges = gaps.flat();
  return {
    kind: 'CLIENT_SEQUENCE',
    last: next - 1,
    missing,
    missingSince: since,
    ranges,
    repeats,
    resets,
    pending: null,
  };
}
