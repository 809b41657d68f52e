import type { Reads } from '../../store/reads.ts';
import { LETTERS_WITH_STATE } from './letter-question.ts';

/** A letter that waited for its device to be bound. */
export interface WaitingLetter {
  readonly letterId: string;
  readonly bytes: number;
  /** Microseconds. */
  readonly failedAt: number;
}

/**
 * Instances of enrichment hear of a binding within moments, one after another: what failed so soon after it may not have known of it,
 * and is tried again. So often at most: what still has no binding then waits for the next one.
 */
const SLACK_SECONDS = 60;
const MOST_TRIES = 3;

const SINCE = `inserted_at > fromUnixTimestamp64Micro({since:Int64}, 'UTC')`;

const TENANTS = `
SELECT DISTINCT tenant FROM (
  SELECT tenant FROM asset_events WHERE event_type = 'MetricBound' AND ${SINCE}
  UNION ALL
  SELECT tenant FROM rejected_readings WHERE stage = 'bind' AND ${SINCE}
)
LIMIT 10000`;

/** Tenants of which a binding, or telemetry without one, has come into its table since an instant (microseconds). */
export async function tenantsToLookAt(reads: Reads, since: number): Promise<string[]> {
  return (await reads.rows<{ tenant: string }>(TENANTS, { since }, 10_000)).map(({ tenant }) => tenant);
}

/** Bindings of the devices that are to be looked at: one of the two tables has something new of them, whichever came late. */
const BINDINGS = `
SELECT b.device_id AS device_id, b.occurred_at AS occurred_at FROM asset_events AS b
WHERE b.tenant = {tenant:String} AND b.event_type = 'MetricBound' AND (b.${SINCE} OR b.device_id IN (
  SELECT toString(device_id) FROM rejected_readings WHERE tenant = {tenant:String} AND stage = 'bind' AND ${SINCE}))`;

const SQL = `
SELECT w.letter_id AS letterId, length(ifNull(w.content, '')) AS bytes, toUnixTimestamp64Micro(w.failed_at) AS failedAt
FROM (${LETTERS_WITH_STATE} AND l.stage = 'bind' AND l.device_id IN (SELECT device_id FROM (${BINDINGS})) AND state = 'open') AS w
INNER JOIN (SELECT device_id, max(occurred_at) AS bound_at FROM (${BINDINGS}) GROUP BY device_id) AS bound
  ON bound.device_id = w.device_id
LEFT JOIN (
  SELECT e.letter_id AS letter_id, max(e.occurred_at) AS tried_at FROM repair_events AS e
  WHERE e.tenant = {tenant:String} AND e.event_type = 'LetterResubmitted' GROUP BY e.letter_id
) AS tried ON tried.letter_id = w.parent_id
WHERE if(w.parent_id = '', w.failed_at < bound.bound_at + INTERVAL ${SLACK_SECONDS} SECOND,
    tried.tried_at < bound.bound_at OR (w.attempt < ${MOST_TRIES} AND tried.tried_at < bound.bound_at + INTERVAL ${SLACK_SECONDS} SECOND))
  AND (toUnixTimestamp64Micro(w.failed_at), w.letter_id) > ({at:Int64}, {id:String})
ORDER BY w.failed_at, w.letter_id
LIMIT {limit:UInt32}`;

/** Open letters of telemetry that nobody had bound, whose device has been bound since; the oldest first, after a place in that order. */
export function lettersBoundSince(
  reads: Reads,
  asked: { tenant: string; since: number; limit: number; after: Pick<WaitingLetter, 'failedAt' | 'letterId'> },
): Promise<WaitingLetter[]> {
  const { tenant, since, limit, after } = asked;
  return reads.rows<WaitingLetter>(SQL, { tenant, since, limit, at: after.failedAt, id: after.letterId }, limit);
}
