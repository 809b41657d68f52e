/** Where a text stops being JSON: counted from 0 (`position`, UTF-16 units) and from 1 (`line`, `column`). */
export interface JsonSyntax {
  readonly position: number;
  readonly line: number;
  readonly column: number;
  /** What is there, for a person. */
  readonly found: string;
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y; // eslint-disable-line no-control-regex -- JSON forbids them unescaped
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * Finds the first character that cannot be there (RFC 8259). `JSON.parse` knows it too but says it in some of its messages
 * only; this is asked after `JSON.parse` has failed.
 */
export function jsonSyntax(text: string): JsonSyntax {
  const position = new Scanner(text).firstError();
  const before = text.slice(0, position);
  const character = text.codePointAt(position);
  return {
    position,
    line: before.split('\n').length,
    column: position - before.lastIndexOf('\n'),
    found: character === undefined ? 'the end of the text' : JSON.stringify(String.fromCodePoint(character)),
  };
}

/** Reads JSON without building anything; containers are a stack, so that depth costs no call stack. */
class Scanner {
  readonly #text: string;
  readonly #open: ('}' | ']')[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  firstError(): number {
    for (let expectsValue = true; ;) {
      this.#skip(SPACE);
      if (expectsValue) {
        const opened = this.#value();
        if (opened === undefined) return this.#at;
        if (opened) continue;
      }
      const next = this.#afterValue();
      if (next === undefined) return this.#at;
      expectsValue = next;
    }
  }

  /** Reads a scalar (false), or opens a container that is not empty (true); undefined: no value can start here. */
  #value(): boolean | undefined {
    const first = this.#text[this.#at];
    if (first === '{' || first === '[') return this.#container(first);
    if (first === '"') return this.#string() ? false : undefined;
    return this.#skip(WORD) || this.#skip(NUMBER) ? false : undefined;
  }

  #container(first: '{' | '['): boolean | undefined {
    const close = first === '{' ? '}' : ']';
    this.#at += 1;
    this.#skip(SPACE);
    if (this.#take(close)) return false;
    this.#open.push(close);
    if (first === '{' && !this.#name()) return undefined;
    return true;
  }

  /** After a value: true when another one has to follow, false when a container was closed. */
  #afterValue(): boolean | undefined {
    this.#skip(SPACE);
    const close = this.#open.at(-1);
    if (close === undefined) return undefined;
    if (this.#take(close)) {
      this.#open.pop();
      return false;
    }
    if (!this.#take(',')) return undefined;
    this.#skip(SPACE);
    return close === ']' || this.#name() ? true : undefined;
  }

  #name(): boolean {
    if (this.#text[this.#at] !== '"' || !this.#string()) return false;
    this.#skip(SPACE);
    return this.#take(':');
  }

  #string(): boolean {
    this.#skip(STRING);
    return this.#take('"');
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const matched = pattern.test(this.#text);
    if (matched) this.#at = pattern.lastIndex;
    return matched;
  }
}
