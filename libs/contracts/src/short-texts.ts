/** Texts up to this long are looked for; longer ones seldom come again. */
const LONGEST = 64;
const PLACES = 16_384;
const UUID_LENGTH = 36;
const HYPHEN = 0x2d;
const NONE = '';

/**
 * The short texts met last, found by their bytes: records say the same few thousand names again and again, and making a string of
 * bytes is a call into the runtime that costs several times as much as comparing them. Who gets the same string each time also
 * compares and looks it up faster. A place holds one text, the newest; so the memory is bounded and nothing has to be forgotten.
 */
export class ShortTexts {
  readonly #texts = new Array<string>(PLACES).fill(NONE);

  /** Whether the text, if it is ASCII, is that of the bytes: comparing with a guess is cheaper than looking for it. */
  is(guess: string, bytes: Buffer, start: number, end: number): boolean {
    return isText(guess, bytes, start, end - start);
  }

  /** The text of the bytes from `start` to `end`, which must be within the buffer. What is no UTF-8 becomes U+FFFD. */
  read(bytes: Buffer, start: number, end: number): string {
    const length = end - start;
    if (length > LONGEST || isUuid(bytes, start, length)) return bytes.toString('utf8', start, end);
    // FNV-1a; its low bits know little of the high ones, so those are folded in.
    let hash = 0x811c9dc5 | 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = this.#texts[place]!;
    return isText(known, bytes, start, length) ? known : (this.#texts[place] = bytes.toString('utf8', start, end));
  }
}

/** Ids of events come once or twice in their lives; they would only push names out. */
const isUuid = (bytes: Buffer, start: number, length: number): boolean =>
  length === UUID_LENGTH && bytes[start + 8] === HYPHEN && bytes[start + 23] === HYPHEN;

/** Whether the text is ASCII and has these bytes. */
function isText(text: string, bytes: Buffer, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f || unit !== bytes[start + at]) return false;
  }
  return true;
}
