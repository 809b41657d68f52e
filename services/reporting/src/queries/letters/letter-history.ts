import type { Reads } from '../../store/reads.ts';

/** One thing that happened along a chain of letters. */
export interface HistoryEntry {
  /** Failed, LetterResubmitted, LetterDiscarded or RepairRefused. */
  readonly what: string;
  readonly letterId: string;
  /** How often the content had gone in again before. */
  readonly attempt: number;
  readonly at: string;
  readonly stream: string;
  readonly actor: string;
  readonly reason: string;
  readonly edited: boolean;
  readonly code: string;
  readonly detail: string;
}

const MOST_ENTRIES = 1_000;
const SQL = `
WITH chain AS (
  SELECT letter_id, attempt, failed_at, stream, reason, detail FROM letters WHERE tenant = {tenant:String} AND root_id = {rootId:String}
)
SELECT what, letterId, attempt, at, stream, actor, reason, edited, code, detail FROM (
  SELECT 'Failed' AS what, 0 AS place, letter_id AS letterId, attempt, failed_at AS at, stream, '' AS actor, '' AS reason,
    false AS edited, reason AS code, detail
  FROM (SELECT letter_id, attempt, failed_at, stream, reason, detail FROM chain)
  UNION ALL
  SELECT e.event_type AS what, 1 AS place, e.letter_id AS letterId, c.attempt AS attempt, e.occurred_at AS at, '' AS stream,
    e.actor AS actor, e.reason AS reason, e.edited AS edited, e.code AS code, e.detail AS detail
  FROM repair_events AS e INNER JOIN (SELECT letter_id, any(attempt) AS attempt FROM chain GROUP BY letter_id) AS c
    ON c.letter_id = e.letter_id
  WHERE e.tenant = {tenant:String}
)
ORDER BY attempt, place, at
LIMIT ${MOST_ENTRIES}`;

/** Every failure of a content and every decision about it, attempt by attempt. */
export function letterHistory(reads: Reads, asked: { tenant: string; rootId: string }): Promise<HistoryEntry[]> {
  return reads.rows<HistoryEntry>(SQL, asked, MOST_ENTRIES);
}

const AGAIN = `
SELECT letter_id AS letterId FROM letters WHERE tenant = {tenant:String} AND parent_id = {letterId:String}
ORDER BY letter_id LIMIT 10`;

/** The letters as which a resubmitted one failed again, the first few. */
export async function failedAgainAs(reads: Reads, asked: { tenant: string; letterId: string }): Promise<string[]> {
  return (await reads.rows<{ letterId: string }>(AGAIN, asked, 10)).map(({ letterId }) => letterId);
}
