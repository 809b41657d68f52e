import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';
import { BELOW_PREFIX } from './prefix.ts';

export interface Anomaly {
  readonly anomalyId: string;
  readonly state: 'OPEN' | 'CLOSED';
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  readonly unit: string;
  readonly detector: string;
  readonly detectorVersion: number;
  readonly openedAt: string;
  readonly lastOccurredAt: string;
  readonly closedAt: string | null;
  readonly detectedAt: string;
  readonly score: number | null;
  readonly peakScore: number | null;
  readonly readings: number;
  readonly value: number | null;
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly sourceEventId: string;
}
type Row = Anomaly & { cursorAt: number };

const SQL = (after: string) => `
SELECT anomaly_id AS anomalyId, state, asset_id AS assetId, asset_path AS assetPath, metric, unit, detector,
  detector_version AS detectorVersion, opened_at AS openedAt, last_occurred_at AS lastOccurredAt, closed_at AS closedAt,
  detected_at AS detectedAt, score, peak_score AS peakScore, readings, value, expected, lower, upper,
  source_event_id AS sourceEventId, toUnixTimestamp64Micro(opened_at) AS cursorAt
FROM anomalies
WHERE tenant = {tenant:String} AND ({state:String} = 'all' OR state = 'OPEN') AND ${BELOW_PREFIX('asset_path')} ${after}
ORDER BY opened_at DESC, anomaly_id DESC
LIMIT {limit:UInt32}`;

/** Anomalies of the tenant, the latest opened first. */
export async function anomalies(
  reads: Reads,
  asked: { tenant: string; state: 'open' | 'all'; prefix: string; limit: number; cursor?: string | undefined },
): Promise<Page<Anomaly>> {
  const { tenant, state, prefix, limit } = asked;
  const cursor = decodeCursor(asked.cursor, ['number', 'string']);
  const [at = 0, id = ''] = cursor ?? [];
  const after = cursor && 'AND (toUnixTimestamp64Micro(opened_at), anomaly_id) < ({at:Int64}, {id:String})';
  const rows = await reads.rows<Row>(SQL(after ?? ''), { tenant, state, prefix, limit: limit + 1, at, id }, limit + 1);
  return pageOf(
    rows,
    limit,
    (row) => [row.cursorAt, row.anomalyId],
    ({ cursorAt: _, ...anomaly }) => anomaly,
  );
}
