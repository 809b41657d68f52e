import { ProblemException } from '@millrace/platform/nest';

/** One page of a list that grows, and how to get the next one. */
export interface Page<Item> {
  readonly items: Item[];
  /** Give it back as `cursor` for what follows; null at the end. */
  readonly nextCursor: string | null;
}

type Key = string | number;

/** Opaque text of where a page ended. */
const encode = (key: readonly Key[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Where the last page ended. Answers 400 for a text that is not one of our cursors. */
export function decodeCursor<const T extends readonly ('string' | 'number')[]>(
  cursor: string | undefined,
  types: T,
): { [I in keyof T]: T[I] extends 'number' ? number : string } | undefined {
  if (cursor === undefined) return undefined;
  const key = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (Array.isArray(key) && key.length === types.length && key.every((part, i) => typeof part === types[i])) {
    return key as never;
  }
  const errors = [{ field: 'cursor', value: cursor, rule: 'must be the nextCursor of an earlier answer' }];
  throw new ProblemException(400, { detail: 'The request does not satisfy its rules.', errors });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // not JSON, so not a cursor: refused by the caller
    throw error;
  }
}

/** Makes a page of `limit` items from rows of which one more was asked for; `keyOf` is what they are sorted by. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => readonly Key[],
  item: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), nextCursor: rows.length > limit && last !== undefined ? encode(keyOf(last)) : null };
}
