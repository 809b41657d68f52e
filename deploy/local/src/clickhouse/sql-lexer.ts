/** One word, quoted name, number, string or sign of a statement, at `start`..`end` of its text. Comments and blanks are no tokens. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many brackets are open around it. */
  readonly depth: number;
}

const BLANK = /\s+|--[^\n]*|#[! ][^\n]*|\/\*[\s\S]*?\*\//y;
const STRING = /'(?:[^'\\]|\\[\s\S]|'')*'/y;
const QUOTED = /`(?:[^`\\]|\\[\s\S]|``)*`|"(?:[^"\\]|\\[\s\S]|"")*"/y;
const HEREDOC = /\$(\w*)\$[\s\S]*?\$\1\$/y;
const NUMBER = /\d[\w.]*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;

const KINDS: readonly (readonly [RegExp, Token['kind']])[] = [
  [STRING, 'string'],
  [HEREDOC, 'string'],
  [QUOTED, 'quoted'],
  [NUMBER, 'number'],
  [WORD, 'word'],
];

const at = (pattern: RegExp, text: string, position: number): number => {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : position;
};

/**
 * Tokens of a ClickHouse statement, made one at a time: a reader that stops at FORMAT never looks at the data behind it. An
 * unclosed string or comment comes out as a sign; the engine's own parser will say what is wrong with it.
 */
export function* tokens(sql: string): Generator<Token> {
  let position = 0;
  let depth = 0;
  while (position < sql.length) {
    const blank = at(BLANK, sql, position);
    if (blank > position) {
      position = blank;
      continue;
    }
    let end = position;
    let kind: Token['kind'] = 'sign';
    for (const [pattern, name] of KINDS) {
      end = at(pattern, sql, position);
      kind = name;
      if (end > position) break;
    }
    if (end === position) {
      kind = 'sign';
      end = position + 1;
    }
    const text = sql.slice(position, end);
    if (kind === 'sign' && ')]}'.includes(text)) depth -= 1;
    yield { kind, text, start: position, end, depth };
    if (kind === 'sign' && '([{'.includes(text)) depth += 1;
    position = end;
  }
}

/** The keyword a token may be, in capitals; '' when it is quoted or no word at all. */
export const keyword = (token: Token | undefined): string => (token?.kind === 'word' ? token.text.toUpperCase() : '');

/** A string literal of ClickHouse SQL. */
export const quote = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t').replaceAll('\0', '\\0')}'`;

/** A quoted identifier of ClickHouse SQL. */
export const quoteName = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
