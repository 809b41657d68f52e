import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';
import { BELOW_PREFIX } from './prefix.ts';

export interface Alarm {
  readonly alarmId: string;
  readonly state: string;
  readonly occurrence: number;
  readonly priority: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  readonly causeKind: string;
  readonly causeText: string;
  readonly causeValue: number | null;
  readonly causeLimit: number | null;
  readonly causeUnit: string;
  readonly causeAnomalyId: string;
  readonly raisedAt: string;
  readonly changedAt: string;
  readonly acknowledgedBy: string;
  readonly acknowledgedComment: string;
}
type Row = Alarm & { cursorAt: number };

const SQL = (after: string) => `
SELECT alarm_id AS alarmId, state, occurrence, priority, rule_id AS ruleId, rule_name AS ruleName, asset_id AS assetId,
  asset_path AS assetPath, metric, cause_kind AS causeKind, cause_text AS causeText, cause_value AS causeValue,
  cause_limit AS causeLimit, cause_unit AS causeUnit, cause_anomaly_id AS causeAnomalyId, raised_at AS raisedAt,
  changed_at AS changedAt, acknowledged_by AS acknowledgedBy, acknowledged_comment AS acknowledgedComment,
  toUnixTimestamp64Micro(raised_at) AS cursorAt
FROM alarms
WHERE tenant = {tenant:String} AND ({state:String} = 'all' OR state != 'NORMAL') AND ${BELOW_PREFIX('asset_path')} ${after}
ORDER BY raised_at DESC, alarm_id DESC
LIMIT {limit:UInt32}`;

/** Alarms of the tenant, the latest raised first. Active: anything but NORMAL (ISA-18.2). */
export async function alarms(
  reads: Reads,
  asked: { tenant: string; state: 'active' | 'all'; prefix: string; limit: number; cursor?: string | undefined },
): Promise<Page<Alarm>> {
  const { tenant, state, prefix, limit } = asked;
  const cursor = decodeCursor(asked.cursor, ['number', 'string']);
  const [at = 0, id = ''] = cursor ?? [];
  const after = cursor && 'AND (toUnixTimestamp64Micro(raised_at), alarm_id) < ({at:Int64}, {id:String})';
  const rows = await reads.rows<Row>(SQL(after ?? ''), { tenant, state, prefix, limit: limit + 1, at, id }, limit + 1);
  return pageOf(
    rows,
    limit,
    (row) => [row.cursorAt, row.alarmId],
    ({ cursorAt: _, ...alarm }) => alarm,
  );
}
