import { brokenTimeRule, type ReadingContext } from '../validate-reading.ts';
import { CLOSE_BRACE, COMMA, type JsonCursor, OPEN_BRACE } from './json-cursor.ts';
import { takeNumber } from './json-number.ts';
import { MEMBER, takeMember } from './member.ts';
import type { Name } from './name.ts';
import type { NameTable } from './name-table.ts';
import { takeInstant } from './scan-instant.ts';
import { NO_TIME, scanReadings, scanValues } from './scan-readings.ts';
import { NO_MESSAGE_ID, NO_SEQUENCE, type ScannedBatch } from './scanned-batch.ts';

const MAX_MESSAGE_ID = 128;
/** The largest long that the contracts encode; what is above it fails there, and has to fail as it always did. */
const MAX_LONG = Number.MAX_SAFE_INTEGER - 1;

/** One device message, see `parseDeviceMessage`; false when it is not plainly good. */
export function scanMessage(cursor: JsonCursor, context: ReadingContext, names: NameTable, out: ScannedBatch): boolean {
  if (!cursor.take(OPEN_BRACE)) return false;
  const first = out.readings;
  let seen = 0;
  let messageIdStart = NO_MESSAGE_ID;
  let messageIdEnd = NO_MESSAGE_ID;
  let sequence = NO_SEQUENCE;
  let time = NO_TIME;
  let device: Name | undefined;
  do {
    const member = takeMember(cursor);
    if ((seen & member) !== 0) return false;
    seen |= member;
    switch (member) {
      case MEMBER.deviceId:
        device = names.take(cursor);
        if (device === undefined || !device.isDeviceId) return false;
        break;
      case MEMBER.messageId:
        if (!cursor.string() || !isMessageId(cursor)) return false;
        messageIdStart = cursor.start;
        messageIdEnd = cursor.stop;
        break;
      case MEMBER.sequence:
        sequence = takeNumber(cursor);
        if (!Number.isSafeInteger(sequence) || sequence < 0 || sequence > MAX_LONG) return false;
        break;
      case MEMBER.occurredAt:
        time = takeInstant(cursor);
        if (Number.isNaN(time)) return false;
        break;
      case MEMBER.values:
        if (!scanValues(cursor, names, out)) return false;
        break;
      case MEMBER.readings:
        if (!scanReadings(cursor, names, out)) return false;
        break;
      default:
        return false;
    }
  } while (cursor.take(COMMA));
  if (device === undefined || !cursor.take(CLOSE_BRACE) || !hasOneForm(seen)) return false;
  if (out.readings - first > context.rules.maxReadingsPerMessage) return false;
  const hasSourceTime = !Number.isNaN(time) || hasTime(out, first);
  if (!completeTimes(out, first, Number.isNaN(time) ? context.now : time, context)) return false;
  out.addMessage({ device, messageIdStart, messageIdEnd, sequence, hasSourceTime });
  return true;
}

/** The readings of a message that has both `values` and `readings` come in the order of neither's text. */
const hasOneForm = (seen: number): boolean => ((seen & MEMBER.values) !== 0) !== ((seen & MEMBER.readings) !== 0);

function isMessageId({ start, stop, isAscii }: JsonCursor): boolean {
  return isAscii && stop > start && stop - start <= MAX_MESSAGE_ID;
}

/** Whether a reading from `first` on has a time of its own. */
function hasTime({ occurredAt, readings }: ScannedBatch, first: number): boolean {
  for (let index = first; index < readings; index++) if (!Number.isNaN(occurredAt[index])) return true;
  return false;
}

/** Gives the readings from `first` on that have no time their message's, and judges all times. */
function completeTimes(
  { occurredAt, readings }: ScannedBatch,
  first: number,
  time: number,
  context: ReadingContext,
): boolean {
  let judged = NaN;
  for (let index = first; index < readings; index++) {
    // In bounds: the column is at least as long as it has readings.
    const own = occurredAt[index]!;
    const at = Number.isNaN(own) ? time : own;
    occurredAt[index] = at;
    // Most readings have the time of the one before them.
    if (at === judged) continue;
    if (at > MAX_LONG || brokenTimeRule(at, context) !== undefined) return false;
    judged = at;
  }
  return true;
}
