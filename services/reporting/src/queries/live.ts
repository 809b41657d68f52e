import type { Reads } from '../store/reads.ts';
import type { Corrections } from './corrections/effective.ts';
import { SCALED } from './corrections/scaled.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';
import { BELOW_PREFIX } from './prefix.ts';
import { type StoredValue, VALUE_COLUMNS, valueOf } from './stored-value.ts';

export interface LiveValue {
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  /** Null, too, when a correction says that the reading does not count. */
  readonly value: number | string | boolean | null;
  readonly unit: string;
  readonly quality: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly deviceId: string;
  /** Only of a corrected reading. */
  readonly correctionId?: string;
}
type Row = Omit<LiveValue, 'value' | 'correctionId'> & StoredValue & { correctionId: string };

const PAGE = (after: string) => `
SELECT tenant, asset_id, asset_path, metric, value, value_text, value_bool, unit, quality, occurred_at, received_at, device_id
FROM latest_values FINAL
WHERE tenant = {tenant:String} AND ${BELOW_PREFIX('asset_path')} ${after}
ORDER BY asset_path, asset_id, metric
LIMIT {limit:UInt32}`;

const PLAIN = `${VALUE_COLUMNS}, '' AS correctionId`;
const SHOWN = (values: string) => `asset_id AS assetId, asset_path AS assetPath, metric, ${values}, unit, quality,
  occurred_at AS occurredAt, received_at AS receivedAt, device_id AS deviceId`;

/** The newest reading of each series as its correction makes it, if it has one. */
const CORRECTED = (after: string) => `
SELECT ${SHOWN(VALUE_COLUMNS)}, correctionId
FROM (
  SELECT l.asset_id AS asset_id, l.asset_path AS asset_path, l.metric AS metric, l.unit AS unit, l.quality AS quality,
    l.occurred_at AS occurred_at, l.received_at AS received_at, l.device_id AS device_id,
    if(l.occurred_at < c.range_to, c.correction_id, '') AS correctionId,
    multiIf(correctionId = '', l.value, c.kind = 'SCALE', ${SCALED('l.value', 'c.factor', 'c.offset')}, NULL) AS value,
    if(correctionId = '' OR c.kind = 'SCALE', l.value_text, NULL) AS value_text,
    if(correctionId = '' OR c.kind = 'SCALE', l.value_bool, NULL) AS value_bool
  FROM (${PAGE(after)}) AS l
  ASOF LEFT JOIN (
    SELECT tenant, asset_id, metric, correction_id, range_from, range_to, kind, factor, offset
    FROM corrections WHERE tenant = {tenant:String} AND state = 'APPROVED'
  ) AS c ON c.tenant = l.tenant AND c.asset_id = l.asset_id AND c.metric = l.metric AND l.occurred_at >= c.range_from
)
ORDER BY asset_path, asset_id, metric`;

/** The latest value of every series of the tenant below an asset path, sorted by path. */
export async function liveValues(
  reads: Reads,
  asked: {
    tenant: string;
    prefix: string;
    limit: number;
    cursor?: string | undefined;
    corrections: Corrections;
  },
): Promise<Page<LiveValue>> {
  const { tenant, prefix, limit } = asked;
  const cursor = decodeCursor(asked.cursor, ['string', 'string', 'string']);
  const [path = '', asset = '', metric = ''] = cursor ?? [];
  const after = cursor ? 'AND (asset_path, asset_id, metric) > ({path:String}, {asset:String}, {metric:String})' : '';
  const params = { tenant, prefix, limit: limit + 1, path, asset, metric };
  const sql = asked.corrections === 'none' ? `SELECT ${SHOWN(PLAIN)} FROM (${PAGE(after)})` : CORRECTED(after);
  const rows = await reads.rows<Row>(sql, params, limit + 1);
  return pageOf(rows, limit, (row) => [row.assetPath, row.assetId, row.metric], withValue);
}

function withValue({ number, text, bool, correctionId, ...rest }: Row): LiveValue {
  const value = { ...rest, value: valueOf({ number, text, bool }) };
  return correctionId === '' ? value : { ...value, correctionId };
}
