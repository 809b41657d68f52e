import type { Codecs } from './codecs.ts';
import { DecodeError } from './decode-error.ts';
import type { EventType, EventTypes } from './generated/index.ts';

/**
 * The data of a record's value if it is an event of a type; undefined if it is anything else, cannot be read, or is none. For reading
 * again what was read before: whatever is no event became a dead letter then. Its schema must have been prepared.
 */
export function readAs<K extends EventType>(
  codecs: Pick<Codecs, 'decode'>,
  type: K,
  value: Buffer | null,
): EventTypes[K] | undefined {
  if (value === null) return undefined;
  try {
    const decoded = codecs.decode(value);
    return decoded?.type === type ? (decoded.value as EventTypes[K]) : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
