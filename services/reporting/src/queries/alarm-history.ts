import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';

export interface AlarmEvent {
  readonly eventId: string;
  readonly type: string;
  readonly occurrence: number;
  readonly state: string;
  readonly occurredAt: string;
  readonly detectedAt: string | null;
  readonly priority: string;
  readonly causeText: string;
  readonly value: number | null;
  readonly actor: string;
  readonly comment: string;
  readonly code: string;
  readonly detail: string;
  readonly position: { readonly topic: string; readonly partition: number; readonly offset: number };
}
type Row = Omit<AlarmEvent, 'position'> & { recorded: number; partition: number; offset: number };

const SQL = (after: string) => `
SELECT event_id AS eventId, event_type AS type, occurrence, state, occurred_at AS occurredAt, detected_at AS detectedAt, priority,
  cause_text AS causeText, ifNull(cause_value, value) AS value, actor, comment, code, detail,
  toUnixTimestamp64Milli(recorded_at) AS recorded, kafka_partition AS partition, kafka_offset AS offset
FROM alarm_events
WHERE tenant = {tenant:String} AND alarm_id = {alarmId:String} ${after}
ORDER BY recorded_at, kafka_offset
LIMIT {limit:UInt32}`;

/** What happened to one alarm, in order. */
export async function alarmHistory(
  reads: Reads,
  asked: { tenant: string; alarmId: string; limit: number; cursor?: string | undefined },
): Promise<Page<AlarmEvent>> {
  const { tenant, alarmId, limit } = asked;
  const cursor = decodeCursor(asked.cursor, ['number', 'number']);
  const [at = 0, last = 0] = cursor ?? [];
  const after = cursor && 'AND (toUnixTimestamp64Milli(recorded_at), kafka_offset) > ({at:Int64}, {last:Int64})';
  const rows = await reads.rows<Row>(SQL(after ?? ''), { tenant, alarmId, limit: limit + 1, at, last }, limit + 1);
  return pageOf(rows, limit, (row) => [row.recorded, row.offset], withPosition);
}

function withPosition({ recorded: _, partition, offset, ...event }: Row): AlarmEvent {
  return { ...event, position: { topic: 'alarms.events', partition, offset } };
}
