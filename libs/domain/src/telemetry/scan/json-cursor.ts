import { standsAt } from './same-bytes.ts';

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
/** What `peek` says at the end of the text. */
export const END = -1;

const BACKSLASH = 0x5c;
const SPACE = 0x20;
const [TAB, LINE_FEED, CARRIAGE_RETURN] = [0x09, 0x0a, 0x0d];
const FIRST_NON_ASCII = 0x80;

/** A place in the bytes of a JSON text. What a token is not is said by `false`, and then the place means nothing any more. */
export class JsonCursor {
  readonly bytes: Uint8Array;
  /** The next byte to look at. */
  at = 0;
  /** Where the content of the last string begins, and where its closing quote is. */
  start = 0;
  stop = 0;
  /** Whether the content of the last string was ASCII. */
  isAscii = true;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Passes white space. The byte after it, which is not taken, or END. */
  peek(): number {
    const { bytes } = this;
    let at = this.at;
    for (; at < bytes.length; at++) {
      // In bounds by the loop's own condition.
      const byte = bytes[at]!;
      if (byte > SPACE || (byte !== SPACE && byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== TAB)) {
        this.at = at;
        return byte;
      }
    }
    this.at = at;
    return END;
  }

  /** Passes white space and this byte, if it comes next. */
  take(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at += 1;
    return true;
  }

  /** Passes white space and the string of this content, written without escapes, if it comes next. */
  takeString(content: Uint8Array): boolean {
    if (this.peek() !== QUOTE) return false;
    const { bytes } = this;
    const start = this.at + 1;
    const stop = start + content.length;
    if (bytes[stop] !== QUOTE || !standsAt(content, bytes, start)) return false;
    this.at = stop + 1;
    return true;
  }

  /** Passes white space and a string without escapes; see `start`, `stop`, `isAscii`. That it is UTF-8 is not checked. */
  string(): boolean {
    if (!this.take(QUOTE)) return false;
    const { bytes } = this;
    let bits = 0;
    for (let at = this.at; at < bytes.length; at++) {
      // In bounds by the loop's own condition.
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.start = this.at;
        this.stop = at;
        this.isAscii = bits < FIRST_NON_ASCII;
        this.at = at + 1;
        return true;
      }
      if (byte < SPACE || byte === BACKSLASH) return false;
      bits |= byte;
    }
    return false;
  }
}
