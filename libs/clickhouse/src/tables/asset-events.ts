import { lowCardinality } from '../native/low-cardinality.ts';
import { int64, microseconds, uint16 } from '../native/numbers.ts';
import { string } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `asset_events`; see migrations/0013-asset-events.sql and 0015-asset-types.sql. Instants in microseconds. */
export interface AssetEventRow {
  tenant: string;
  assetId: string;
  version: number;
  eventId: string;
  eventType: string;
  commandId: string;
  actor: string;
  occurredAt: number;
  name: string;
  level: string;
  parentId: string;
  path: string;
  fromParentId: string;
  fromPath: string;
  typeId: string;
  metric: string;
  deviceId: string;
  deviceMetric: string;
  reason: string;
  code: string;
  detail: string;
  event: string;
  kafkaPartition: number;
  kafkaOffset: number;
}

export const assetEvents: TableShape<AssetEventRow> = {
  table: 'asset_events',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('asset_id', string, (row) => row.assetId),
    column('version', int64, (row) => row.version),
    column('event_id', string, (row) => row.eventId),
    column('event_type', lowCardinality, (row) => row.eventType),
    column('command_id', string, (row) => row.commandId),
    column('actor', lowCardinality, (row) => row.actor),
    column('occurred_at', microseconds, (row) => row.occurredAt),
    column('name', string, (row) => row.name),
    column('level', lowCardinality, (row) => row.level),
    column('parent_id', string, (row) => row.parentId),
    column('path', string, (row) => row.path),
    column('from_parent_id', string, (row) => row.fromParentId),
    column('from_path', string, (row) => row.fromPath),
    column('type_id', lowCardinality, (row) => row.typeId),
    column('metric', lowCardinality, (row) => row.metric),
    column('device_id', string, (row) => row.deviceId),
    column('device_metric', string, (row) => row.deviceMetric),
    column('reason', string, (row) => row.reason),
    column('code', lowCardinality, (row) => row.code),
    column('detail', string, (row) => row.detail),
    column('event', string, (row) => row.event),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
  ],
};
