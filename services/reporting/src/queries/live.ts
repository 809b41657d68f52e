import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';
import { BELOW_PREFIX } from './prefix.ts';
import { type StoredValue, VALUE_COLUMNS, valueOf } from './stored-value.ts';

export interface LiveValue {
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  readonly value: number | string | boolean | null;
  readonly unit: string;
  readonly quality: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly deviceId: string;
}
type Row = Omit<LiveValue, 'value'> & StoredValue;

const SQL = (after: string) => `
SELECT asset_id AS assetId, asset_path AS assetPath, metric, ${VALUE_COLUMNS}, unit, quality,
  occurred_at AS occurredAt, received_at AS receivedAt, device_id AS deviceId
FROM latest_values FINAL
WHERE tenant = {tenant:String} AND ${BELOW_PREFIX('asset_path')} ${after}
ORDER BY asset_path, asset_id, metric
LIMIT {limit:UInt32}`;

/** The latest value of every series of the tenant below an asset path, sorted by path. */
export async function liveValues(
  reads: Reads,
  asked: { tenant: string; prefix: string; limit: number; cursor?: string | undefined },
): Promise<Page<LiveValue>> {
  const { tenant, prefix, limit } = asked;
  const cursor = decodeCursor(asked.cursor, ['string', 'string', 'string']);
  const [path = '', asset = '', metric = ''] = cursor ?? [];
  const after = cursor && 'AND (asset_path, asset_id, metric) > ({path:String}, {asset:String}, {metric:String})';
  const params = { tenant, prefix, limit: limit + 1, path, asset, metric };
  const rows = await reads.rows<Row>(SQL(after ?? ''), params, limit + 1);
  return pageOf(rows, limit, (row) => [row.assetPath, row.assetId, row.metric], withValue);
}

function withValue({ number, text, bool, ...rest }: Row): LiveValue {
  return { ...rest, value: valueOf({ number, text, bool }) };
}
