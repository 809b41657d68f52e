import type { ReadingContext } from '../validate-reading.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, END, JsonCursor, OPEN_BRACE, OPEN_BRACKET } from './json-cursor.ts';
import { MEMBER, takeMember } from './member.ts';
import type { NameTable } from './name-table.ts';
import { scanMessage } from './scan-message.ts';
import type { ScannedBatch } from './scanned-batch.ts';

/**
 * The fast way from the bytes of a body to its device messages, for what devices send nearly always: one message, an array of them
 * or `{"messages": […]}`, where every rule is kept and every value is a number.
 *
 * `JSON.parse` and `parseDeviceMessage` define what a body means. Either `out` then holds exactly what they would have made of it,
 * and they would have refused nothing; or this gives up on the whole body, whatever the reason, and they decide. It gives up on
 * what it could not take over exactly or what is too rare to be worth it: escapes in strings, members it does not know, members
 * given twice, values that are no numbers, and of course everything that breaks a rule.
 * @returns false when it gave up; `out` is empty then.
 */
export function scanMessages(body: Uint8Array, context: ReadingContext, names: NameTable, out: ScannedBatch): boolean {
  out.clear();
  const cursor = new JsonCursor(body);
  if (scanBody(cursor, context, names, out) && cursor.peek() === END) return true;
  out.clear();
  return false;
}

function scanBody(cursor: JsonCursor, context: ReadingContext, names: NameTable, out: ScannedBatch): boolean {
  if (cursor.peek() === OPEN_BRACKET) return scanArray(cursor, context, names, out);
  const start = cursor.at;
  if (!cursor.take(OPEN_BRACE)) return false;
  if (takeMember(cursor) === MEMBER.messages) {
    return scanArray(cursor, context, names, out) && cursor.take(CLOSE_BRACE);
  }
  cursor.at = start;
  return scanMessage(cursor, context, names, out);
}

function scanArray(cursor: JsonCursor, context: ReadingContext, names: NameTable, out: ScannedBatch): boolean {
  if (!cursor.take(OPEN_BRACKET)) return false;
  do {
    if (!scanMessage(cursor, context, names, out)) return false;
  } while (cursor.take(COMMA));
  return cursor.take(CLOSE_BRACKET);
}
