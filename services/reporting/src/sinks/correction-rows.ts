import { isUuid, type CorrectionEventRow } from '@millrace/clickhouse';
import type { CorrectionRequested, Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { instant, misplaced, Unusable } from './to-rows.ts';

const NOTHING = {
  ...{ version: 0, reason: '', assetPath: '', metric: '', unit: '', rangeFrom: 0, rangeTo: 0, kind: '' },
  ...{ factor: 1, offset: 0, replacements: '', code: '', field: '', detail: '' },
};

/** One row for the event: what its type has, and nothing where it has nothing. */
export function correctionRows(decoded: Decoded, record: InRecord): CorrectionEventRow[] {
  switch (decoded.type) {
    case 'CorrectionRequested':
      return [row(decoded, record, { ...decoded.value, ...content(decoded.value) })];
    case 'CorrectionApproved':
    case 'CorrectionRejected':
    case 'CorrectionWithdrawn':
    case 'CorrectionCommandRefused':
      return [row(decoded, record, decoded.value)];
    default:
      throw misplaced(decoded, record);
  }
}

type Identity = 'tenant' | 'assetId' | 'correctionId' | 'eventId' | 'commandId' | 'actor' | 'occurredAt';

function row(
  { type }: Decoded,
  { partition, offset }: InRecord,
  columns: Pick<CorrectionEventRow, Identity> & Partial<CorrectionEventRow>,
): CorrectionEventRow {
  const { correctionId, occurredAt } = columns;
  // The readings that a correction puts in place of others have its id for theirs. A refused command may be about any text.
  if (type !== 'CorrectionCommandRefused' && !isUuid(correctionId)) throw noUuid(correctionId);
  return {
    ...{ ...NOTHING, ...columns },
    eventType: type,
    occurredAt: instant('occurredAt', occurredAt),
    kafkaPartition: partition,
    kafkaOffset: offset,
  };
}

function content({ from, to, replacements }: CorrectionRequested) {
  return {
    rangeFrom: instant('from', from),
    rangeTo: instant('to', to),
    replacements: JSON.stringify(replacements.map(({ at, value }) => [at, value])),
  };
}

function noUuid(correctionId: string): Unusable {
  const detail = `correctionId is "${correctionId}"`;
  return new Unusable({ code: 'INVALID_ID', field: 'correctionId', rule: 'must be a UUID', detail });
}
