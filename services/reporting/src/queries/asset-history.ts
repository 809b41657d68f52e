import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';

export interface AssetHistoryEntry {
  readonly eventId: string;
  readonly type: string;
  /** 0 for a refused command. */
  readonly version: number;
  readonly occurredAt: string;
  readonly actor: string;
  readonly commandId: string;
  /** The event's own fields, as in schemas/assets. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly position: { readonly topic: string; readonly partition: number; readonly offset: number };
}
type Row = Omit<AssetHistoryEntry, 'position' | 'event'> & { event: string; partition: number; offset: number };

const SQL = (after: string) => `
SELECT event_id AS eventId, event_type AS type, version, occurred_at AS occurredAt, actor, command_id AS commandId, event,
  kafka_partition AS partition, kafka_offset AS offset
FROM asset_events
WHERE tenant = {tenant:String} AND asset_id = {assetId:String} ${after}
ORDER BY kafka_offset
LIMIT {limit:UInt32}`;

/** What happened to one asset, refused commands too, in order: all of it is on one partition. */
export async function assetHistory(
  reads: Reads,
  asked: { tenant: string; assetId: string; limit: number; cursor?: string | undefined },
): Promise<Page<AssetHistoryEntry>> {
  const { tenant, assetId, limit } = asked;
  const cursor = decodeCursor(asked.cursor, ['number']);
  const [last = 0] = cursor ?? [];
  const after = cursor && 'AND kafka_offset > {last:Int64}';
  const rows = await reads.rows<Row>(SQL(after ?? ''), { tenant, assetId, limit: limit + 1, last }, limit + 1);
  return pageOf(
    rows,
    limit,
    (row) => [row.offset],
    ({ partition, offset, event, ...entry }) => ({
      ...entry,
      event: JSON.parse(event) as AssetHistoryEntry['event'],
      position: { topic: 'assets.events', partition, offset },
    }),
  );
}
