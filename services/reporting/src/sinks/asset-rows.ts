import type { AssetEventRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { instant, misplaced } from './to-rows.ts';

const NOTHING = {
  ...{ version: 0, actor: '', name: '', level: '', parentId: '', path: '', fromParentId: '', fromPath: '' },
  ...{ typeId: '', metric: '', deviceId: '', deviceMetric: '', reason: '', code: '', detail: '' },
};

/** One row for the event: what its type has, and nothing where it has nothing; and all of it once more, to be folded again. */
export function assetRows(decoded: Decoded, record: InRecord): AssetEventRow[] {
  switch (decoded.type) {
    case 'AssetRegistered': {
      const { parentId, typeId } = decoded.value;
      return [row(decoded, record, { ...decoded.value, parentId: parentId ?? '', typeId: typeId ?? '' })];
    }
    case 'AssetMoved':
      return [row(decoded, record, { ...decoded.value, fromParentId: decoded.value.fromParentId ?? '' })];
    case 'AssetTypeAssigned':
      return [row(decoded, record, { ...decoded.value, typeId: decoded.value.typeId ?? '' })];
    case 'AssetRenamed':
    case 'AssetRetired':
    case 'AssetReinstated':
    case 'MetricBound':
    case 'MetricUnbound':
    case 'MetricOverridden':
    case 'MetricOverrideCleared':
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
