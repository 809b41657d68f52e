import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';

export interface AuditEntry {
  readonly eventId: string;
  readonly occurredAt: string;
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly outcome: string;
  readonly code: string;
  readonly detail: string;
  readonly reason: string;
  /** JSON text; empty when there is nothing to say. */
  readonly before: string;
  readonly after: string;
  readonly commandId: string;
  readonly traceId: string;
  readonly position: { readonly topic: string; readonly partition: number; readonly offset: number };
}
type Row = Omit<AuditEntry, 'position'> & { cursorAt: number; partition: number; offset: number };

export interface AuditQuestion {
  readonly tenant: string;
  readonly actor: string;
  readonly action: string;
  readonly objectId: string;
  readonly outcome: string;
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const SQL = (after: string) => `
SELECT event_id AS eventId, occurred_at AS occurredAt, actor, action, object_type AS objectType, object_id AS objectId, outcome, code,
  detail, reason, before, after, command_id AS commandId, trace_id AS traceId, kafka_partition AS partition, kafka_offset AS offset,
  toUnixTimestamp64Micro(occurred_at) AS cursorAt
FROM audit_events
WHERE tenant = {tenant:String} AND occurred_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')
  AND occurred_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC') AND ({actor:String} = '' OR actor = {actor:String})
  AND ({action:String} = '' OR action = {action:String}) AND ({objectId:String} = '' OR object_id = {objectId:String})
  AND ({outcome:String} = '' OR outcome = {outcome:String}) ${after}
ORDER BY occurred_at DESC, event_id DESC
LIMIT {limit:UInt32}`;

/** What people of the tenant did, or tried to, the latest first. */
export async function audit(reads: Reads, asked: AuditQuestion): Promise<Page<AuditEntry>> {
  const { cursor: text, limit, ...filter } = asked;
  const cursor = decodeCursor(text, ['number', 'string']);
  const [at = 0, id = ''] = cursor ?? [];
  const after = cursor && 'AND (toUnixTimestamp64Micro(occurred_at), event_id) < ({at:Int64}, {id:String})';
  const rows = await reads.rows<Row>(SQL(after ?? ''), { ...filter, limit: limit + 1, at, id }, limit + 1);
  return pageOf(
    rows,
    limit,
    (row) => [row.cursorAt, row.eventId],
    ({ cursorAt: _, partition, offset, ...entry }) => ({
      ...entry,
      position: { topic: 'audit.events', partition, offset },
    }),
  );
}
