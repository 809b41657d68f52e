import type { Reads } from '../../store/reads.ts';
import { LETTERS_WITH_STATE } from './letter-question.ts';
import { LETTER_COLUMNS, type ListedLetter } from './letter-list.ts';

/** A letter with its original bytes. */
export interface StoredLetter extends ListedLetter {
  /** Microseconds. */
  readonly failedAtMicros: number;
  readonly contentType: string;
  /** Places in the message of the refused readings; null when it is about the whole message. */
  readonly places: readonly number[] | null;
  readonly key: Buffer | null;
  readonly content: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

type Row = ListedLetter & {
  failedAtMicros: number;
  contentType: string;
  readingPlaces: string;
  keyBase64: string | null;
  contentBase64: string | null;
  headersBase64: Record<string, string>;
};

const SQL = `
SELECT ${LETTER_COLUMNS}, toUnixTimestamp64Micro(failed_at) AS failedAtMicros, content_type AS contentType,
  reading_places AS readingPlaces, base64Encode(key) AS keyBase64, base64Encode(content) AS contentBase64,
  mapApply((name, value) -> (name, base64Encode(value)), headers) AS headersBase64
FROM (${LETTERS_WITH_STATE} AND l.letter_id IN {letterIds:Array(String)}
  AND l.failed_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND l.failed_at <= fromUnixTimestamp64Micro({to:Int64}, 'UTC'))
LIMIT 1 BY letter_id
LIMIT {limit:UInt32}`;

const LATEST = Date.UTC(2105, 11, 31) * 1000;

/** Letters by their ids, in no order; `from` and `to` (microseconds, inclusive) spare looking through all there are. */
export async function storedLetters(
  reads: Reads,
  asked: { tenant: string; letterIds: readonly string[]; from?: number; to?: number },
): Promise<StoredLetter[]> {
  const { tenant, letterIds, from = 0, to = LATEST } = asked;
  const limit = letterIds.length;
  const rows = await reads.rows<Row>(SQL, { tenant, letterIds, from, to, limit }, limit);
  return rows.map(({ readingPlaces, keyBase64, contentBase64, headersBase64, ...letter }) => ({
    ...letter,
    places: readingPlaces === '' ? null : readingPlaces.split(',').map(Number),
    key: decode(keyBase64),
    content: decode(contentBase64),
    headers: Object.fromEntries(
      Object.entries(headersBase64).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
    ),
  }));
}

const decode = (base64: string | null): Buffer | null => (base64 === null ? null : Buffer.from(base64, 'base64'));
