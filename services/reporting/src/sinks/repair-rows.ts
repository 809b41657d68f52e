import type { RepairEventRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { instant, misplaced } from './to-rows.ts';

const NOTHING = {
  ...{ rootId: '', attempt: 0, version: 0, reason: '', edited: false, topic: '', records: 0, contentSha256: '' },
  ...{ code: '', field: '', detail: '' },
};

/** One row for the event: what its type has, and nothing where it has nothing. */
export function repairRows(decoded: Decoded, record: InRecord): RepairEventRow[] {
  switch (decoded.type) {
    case 'LetterResubmitted':
    case 'LetterDiscarded':
    case 'RepairRefused':
      return [
        {
          ...{ ...NOTHING, ...decoded.value },
          eventType: decoded.type,
          occurredAt: instant('occurredAt', decoded.value.occurredAt),
          kafkaPartition: record.partition,
          kafkaOffset: record.offset,
        },
      ];
    default:
      throw misplaced(decoded, record);
  }
}
