import type { JsonCursor } from './json-cursor.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET } from './json-cursor.ts';
import { takeNumber } from './json-number.ts';
import { MEMBER, takeMember } from './member.ts';
import type { Name } from './name.ts';
import type { NameTable } from './name-table.ts';
import { takeInstant } from './scan-instant.ts';
import { type ScannedBatch, SCANNED_QUALITIES } from './scanned-batch.ts';

/** `ScannedBatch.occurredAt` of a reading without a time of its own, until its message is complete. */
export const NO_TIME = NaN;

const QUALITY_TEXTS = SCANNED_QUALITIES.map((quality) => new TextEncoder().encode(quality));
const GOOD = SCANNED_QUALITIES.indexOf('GOOD');
const REQUIRED = MEMBER.metric | MEMBER.value;

/** `{metric: number, …}`, each name once. */
export function scanValues(cursor: JsonCursor, names: NameTable, out: ScannedBatch): boolean {
  if (!cursor.take(OPEN_BRACE)) return false;
  const { generation } = names;
  const stamp = names.stamp();
  do {
    const metric = names.take(cursor);
    if (metric === undefined || !metric.isMetric || !metric.isPlainKey || metric.stamp === stamp) return false;
    metric.stamp = stamp;
    if (!cursor.take(COLON)) return false;
    const value = takeNumber(cursor);
    if (Number.isNaN(value)) return false;
    out.addReading(metric, NO_TIME, value, GOOD);
  } while (cursor.take(COMMA));
  // When the table started over amid the object, a name may stand in it twice under two stamps.
  return cursor.take(CLOSE_BRACE) && names.generation === generation;
}

/** `[{metric, value, occurredAt?, quality?}, …]`. */
export function scanReadings(cursor: JsonCursor, names: NameTable, out: ScannedBatch): boolean {
  if (!cursor.take(OPEN_BRACKET)) return false;
  do {
    if (!scanReading(cursor, names, out)) return false;
  } while (cursor.take(COMMA));
  return cursor.take(CLOSE_BRACKET);
}

function scanReading(cursor: JsonCursor, names: NameTable, out: ScannedBatch): boolean {
  if (!cursor.take(OPEN_BRACE)) return false;
  let seen = 0;
  let value = NaN;
  let occurredAt = NO_TIME;
  let quality = GOOD;
  let metric: Name | undefined;
  do {
    const member = takeMember(cursor);
    if ((seen & member) !== 0) return false;
    seen |= member;
    switch (member) {
      case MEMBER.metric:
        metric = names.take(cursor);
        if (metric === undefined || !metric.isMetric) return false;
        break;
      case MEMBER.value:
        value = takeNumber(cursor);
        if (Number.isNaN(value)) return false;
        break;
      case MEMBER.occurredAt:
        occurredAt = takeInstant(cursor);
        if (Number.isNaN(occurredAt)) return false;
        break;
      case MEMBER.quality:
        quality = takeQuality(cursor);
        if (quality < 0) return false;
        break;
      default:
        return false;
    }
  } while (cursor.take(COMMA));
  if (metric === undefined || (seen & REQUIRED) !== REQUIRED) return false;
  out.addReading(metric, occurredAt, value, quality);
  return cursor.take(CLOSE_BRACE);
}

/** The code of a quality; negative when it is none. */
function takeQuality(cursor: JsonCursor): number {
  for (let code = 0; code < QUALITY_TEXTS.length; code++) {
    // In bounds by the loop's own condition.
    if (cursor.takeString(QUALITY_TEXTS[code]!)) return code;
  }
  return -1;
}
