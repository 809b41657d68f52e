import type { AssetEventRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { instant, misplaced } from './to-rows.ts';

const NOTHING = {
  ...{ version: 0, actor: '', name: '', level: '', parentId: '', path: '', fromParentId: '', fromPath: '' },
  ...{ metric: '', deviceId: '', deviceMetric: '', reason: '', code: '', detail: '' },
};

/** One row for the event: what its type has, and nothing where it has nothing; and all of it once more, to be folded again. */
export function assetRows(decoded: Decoded, record: InRecord): AssetEventRow[] {
  switch (decoded.type) {
    case 'AssetRegistered':
    case 'AssetMoved': {
      const { parentId, ...event } = decoded.value;
      const fromParentId = 'fromParentId' in event ? event.fromParentId : null;
      return [row(decoded, record, { ...event, parentId: parentId ?? '', fromParentId: fromParentId ?? '' })];
    }
    case 'AssetRenamed':
    case 'AssetRetired':
    case 'AssetReinstated':
    case 'MetricBound':
    case 'MetricUnbound':
    case 'AssetCommandRefused':
      return [row(decoded, record, decoded.value)];
    default:
      throw misplaced(decoded, record);
  }
}

type Identity = 'tenant' | 'assetId' | 'eventId' | 'commandId' | 'occurredAt';

function row(
  decoded: Decoded,
  { partition, offset }: InRecord,
  columns: Pick<AssetEventRow, Identity> & Partial<AssetEventRow>,
): AssetEventRow {
  return {
    ...{ ...NOTHING, ...columns },
    eventType: decoded.type,
    occurredAt: instant('occurredAt', columns.occurredAt),
    event: JSON.stringify(decoded.value),
    kafkaPartition: partition,
    kafkaOffset: offset,
  };
}
