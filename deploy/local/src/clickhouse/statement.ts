import { keyword, type Token, tokens } from './sql-lexer.ts';
import { ServerError } from './server-error.ts';

/** `INSERT … FORMAT x` or `INSERT … VALUES` with its data behind it. */
export interface InsertData {
  readonly kind: 'insert-data';
  readonly format: string;
  /** Text up to where `FROM INFILE` goes, and the settings that stand behind that place. */
  readonly head: string;
  readonly settings: string;
  /** `input('structure')` of an INSERT … SELECT that reads the data through a query; where it stands in `head`. */
  readonly input?: { readonly start: number; readonly end: number; readonly structure: string };
  /** Index of the data's first character in the text. */
  readonly dataAt: number;
}

/** A statement whose output can be redirected: SELECT and its like. */
export interface Output {
  readonly kind: 'select';
  readonly format: string | undefined;
  /** Text before and after the place where INTO OUTFILE and FORMAT go; no FORMAT in either. */
  readonly head: string;
  readonly tail: string;
  /** WITH TOTALS adds rows after the last chunk, so it can't be streamed chunk by chunk. */
  readonly totals: boolean;
}

/** Everything else: DDL, INSERT … SELECT, SET, SHOW, EXPLAIN … whose output is small. */
export interface Other {
  readonly kind: 'other';
  readonly format: string | undefined;
  readonly sql: string;
  /** Its first keyword, in capitals. */
  readonly verb: string;
}
export type Statement = InsertData | Output | Other;

/** What the statement is, decided by its first keyword and its trailing clauses. Throws on several statements in one request. */
export function parseStatement(text: string): Statement {
  const first = firstKeyword(text);
  if (first === undefined) throw new ServerError(62, 'Syntax error: Empty query', 'SYNTAX_ERROR');
  if (first === 'INSERT') return parseInsert(text);
  const all = [...tokens(text)];
  const last = endOfStatement(all);
  const body = all.slice(0, last);
  const end = body.at(-1)?.end ?? 0;
  const formatAt = body.findLastIndex((_, i) => isFormatClause(body, i));
  const named = formatAt > 0 ? body[formatAt + 1] : undefined;
  const outfile = body.find((t, i) => t.depth === 0 && keyword(t) === 'INTO' && keyword(body[i + 1]) === 'OUTFILE');
  if (outfile) throw new ServerError(1, 'INTO OUTFILE is not allowed', 'UNSUPPORTED_METHOD');
  const insertsToo = body.some((t) => t.depth === 0 && keyword(t) === 'INSERT');
  if (!insertsToo && ['SELECT', 'WITH', 'FROM', '('].includes(first)) {
    const cut = named ? (body[formatAt]?.start ?? end) : end;
    const tail = named ? text.slice(named.end, end) : '';
    return {
      kind: 'select',
      format: named?.text,
      head: text.slice(0, cut),
      tail,
      totals: body.some((t) => keyword(t) === 'TOTALS'),
    };
  }
  return { kind: 'other', format: named?.text, sql: text.slice(0, end), verb: first };
}

/** First keyword in capitals or first sign; undefined when there is nothing but blanks and comments. */
function firstKeyword(text: string): string | undefined {
  const [first] = tokens(text);
  return first?.kind === 'sign' ? first.text : first && keyword(first);
}

/** FORMAT name at the end or before SETTINGS; anything else is a column or an alias of that name. */
const isFormatClause = (all: readonly Token[], i: number): boolean =>
  all[i]?.depth === 0 &&
  keyword(all[i]) === 'FORMAT' &&
  all[i + 1]?.kind === 'word' &&
  (all[i + 2] === undefined || keyword(all[i + 2]) === 'SETTINGS');

/** Index of the first token that is no longer part of the statement (a closing `;`). */
function endOfStatement(all: readonly Token[]): number {
  const semicolon = all.findIndex((t) => t.kind === 'sign' && t.text === ';');
  if (semicolon < 0) return all.length;
  const more = all.slice(semicolon).find((t) => t.text !== ';');
  if (!more) return semicolon;
  throw new ServerError(
    62,
    `Syntax error (Multi-statements are not allowed): failed at position ${more.start + 1}`,
    'SYNTAX_ERROR',
  );
}

/** Reads an INSERT up to its FORMAT or VALUES and not further: what follows is data in whatever format. */
function parseInsert(text: string): Statement {
  let query: Token | undefined;
  let input: InsertData['input'];
  let settingsAt: number | undefined;
  const seen: Token[] = [];
  for (const token of tokens(text)) {
    const word = keyword(token);
    const before = seen.at(-1);
    seen.push(token);
    const isName = seen.length <= 4 || seen.at(-3)?.text === '.'; // a table called "format"
    if (
      before &&
      keyword(before) === 'FORMAT' &&
      before.depth === 0 &&
      token.kind === 'word' &&
      !isName &&
      (!query || input)
    ) {
      return insertData(text, token.text, before.start, settingsAt, endOfFormat(text, token.end), input);
    }
    if (token.depth === 0 && word === 'VALUES' && !query && isPlaceForValues(seen)) {
      return insertData(text, 'Values', token.start, settingsAt, token.end, input);
    }
    if (token.depth === 0 && (word === 'SELECT' || word === 'WITH') && seen.length > 2) query ??= token;
    if (token.depth === 0 && word === 'SETTINGS' && !query) settingsAt ??= token.start;
    if (query && token.kind === 'string' && before?.text === '(' && keyword(seen.at(-3)) === 'INPUT') {
      input = { start: seen.at(-3)?.start ?? 0, end: token.end + 1, structure: token.text };
    }
  }
  const end = seen[endOfStatement(seen) - 1]?.end ?? text.length;
  return { kind: 'other', format: undefined, sql: text.slice(0, end), verb: 'INSERT' };
}

/** INSERT INTO [TABLE] values VALUES …: a table may be called "values", the keyword comes after a name or a bracket. */
const isPlaceForValues = (seen: readonly Token[]): boolean =>
  seen.length > 3 || (seen.length === 3 && keyword(seen[1]) !== 'INTO');

/** Data begins behind the format's name: blanks, an optional `;` or `\r`, then one line feed are skipped, as the server does. */
function endOfFormat(text: string, position: number): number {
  const rest = /[ \t]*;?[ \t]*\r?\n?/y;
  rest.lastIndex = position;
  rest.test(text);
  return rest.lastIndex;
}

function insertData(
  text: string,
  format: string,
  clauseAt: number,
  settingsAt: number | undefined,
  dataAt: number,
  input: InsertData['input'],
): InsertData {
  const cut = settingsAt ?? clauseAt;
  const base = {
    kind: 'insert-data' as const,
    format,
    head: text.slice(0, cut),
    settings: text.slice(cut, clauseAt),
    dataAt,
  };
  return input ? { ...base, head: text.slice(0, clauseAt), settings: '', input } : base;
}
