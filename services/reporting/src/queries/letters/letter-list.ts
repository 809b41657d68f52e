import type { Reads } from '../../store/reads.ts';
import { decodeCursor, pageOf, type Page } from '../page.ts';
import { FILTERED_LETTERS, type LetterFilter } from './letter-question.ts';

export interface ListedLetter {
  readonly letterId: string;
  readonly kind: string;
  readonly state: string;
  /** How often somebody decided about it. */
  readonly version: number;
  readonly reason: string;
  readonly field: string;
  readonly rule: string;
  readonly detail: string;
  readonly service: string;
  readonly stream: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly deviceId: string;
  readonly protocol: string;
  readonly stage: string;
  readonly failedAt: string;
  readonly bytes: number;
  /** How often its content had been resubmitted before it failed as this letter. */
  readonly attempt: number;
  /** The letter it was resubmitted from, and the first of the chain (itself when it was never repaired). */
  readonly parentId: string;
  readonly rootId: string;
}
type Row = ListedLetter & { cursorAt: number };

export const LETTER_COLUMNS = `letter_id AS letterId, kind, state, version, reason, field, rule, detail, service, stream, topic,
  partition, offset, device_id AS deviceId, protocol, stage, failed_at AS failedAt, length(ifNull(content, '')) AS bytes, attempt,
  parent_id AS parentId, root_id AS rootId`;

const SQL = (after: string) => `
SELECT ${LETTER_COLUMNS}, toUnixTimestamp64Micro(failed_at) AS cursorAt
FROM ${FILTERED_LETTERS} ${after}
ORDER BY failed_at DESC, letter_id DESC
LIMIT {limit:UInt32}`;

export type LetterQuestion = LetterFilter & {
  readonly tenant: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** Letters of the tenant, the latest first. */
export async function letterList(reads: Reads, asked: LetterQuestion): Promise<Page<ListedLetter>> {
  const { cursor: text, limit, ...filter } = asked;
  const cursor = decodeCursor(text, ['number', 'string']);
  const [at = 0, id = ''] = cursor ?? [];
  const after = cursor && 'WHERE (toUnixTimestamp64Micro(failed_at), letter_id) < ({at:Int64}, {id:String})';
  const rows = await reads.rows<Row>(SQL(after ?? ''), { ...filter, limit: limit + 1, at, id }, limit + 1);
  return pageOf(
    rows,
    limit,
    (row) => [row.cursorAt, row.letterId],
    ({ cursorAt: _, ...letter }) => letter,
  );
}

/** Letters that have a kind, a stream, a reason and a state in common. */
export interface LetterCount {
  readonly kind: string;
  readonly stream: string;
  readonly reason: string;
  readonly state: string;
  readonly letters: number;
  readonly first: string;
  readonly last: string;
}

const MOST_COUNTS = 1_000;
const COUNTS = `
SELECT kind, stream, reason, state, count() AS letters, min(failed_at) AS first, max(failed_at) AS last
FROM ${FILTERED_LETTERS}
GROUP BY kind, stream, reason, state
ORDER BY letters DESC, kind, stream, reason, state
LIMIT ${MOST_COUNTS}`;

/** How many letters there are, by what they have in common; the most frequent first. */
export function letterCounts(reads: Reads, asked: LetterFilter & { readonly tenant: string }): Promise<LetterCount[]> {
  return reads.rows<LetterCount>(COUNTS, { ...asked }, MOST_COUNTS);
}
