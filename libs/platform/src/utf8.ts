/** A call into the runtime costs more than a loop over a key. */
const SHORT = 64;

function isShortAscii(text: string): boolean {
  if (text.length > SHORT) return false;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return isShortAscii(text) ? text.length : Buffer.byteLength(text);
}

/** Writes a text in UTF-8 and returns the place after it. */
export function writeUtf8(target: Buffer, start: number, text: string): number {
  if (text.length > SHORT) return start + target.write(text, start);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Rare, and then what was written so far is written again.
    if (unit > 0x7f) return start + target.write(text, start);
    target[start + at] = unit;
  }
  return start + text.length;
}
