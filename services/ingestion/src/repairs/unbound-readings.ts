import { DecodeError, encodeJson, JsonMismatch, TelemetryReceived, type RejectedMessage } from '@millrace/contracts';
import { DEVICE_ID_RULE, isDeviceId } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import { parseEdit, refused, type Content, type ContentParts, type Resubmission } from './content.ts';

/**
 * Readings that no asset was bound to, as a device message of their own: the others of the message were stored. It is a new event,
 * because enrichment knows the id of the old one and would take this one for a repeat.
 */
export async function unboundReadings(
  { codecs, log }: ContentParts,
  command: Resubmission,
  { readings: places, reason }: RejectedMessage,
): Promise<Content> {
  if (places === null && reason === 'UNBOUND_METRIC') {
    const detail =
      'readings: the rejection is of a version that did not record which readings were refused; the others are stored';
    return refused('NOT_REPAIRABLE', 'readings', detail);
  }
  const message = await messageOf(codecs, command);
  if ('usable' in message || 'records' in message) return message;
  if (message.tenant !== command.tenant) {
    return refused('FOREIGN_TENANT', 'tenant', `tenant "${message.tenant}": must be "${command.tenant}"`);
  }
  if (!isDeviceId(message.deviceId)) {
    return refused('INVALID_CONTENT', 'deviceId', `deviceId "${message.deviceId}": ${DEVICE_ID_RULE}`);
  }
  const readings = places === null ? message.readings : places.flatMap((place) => message.readings[place] ?? []);
  if (readings.length === 0 || (places !== null && readings.length < places.length)) {
    const detail = `readings: those that were refused must still be at their places (${places?.join(', ') ?? 'at least one'})`;
    return refused('INVALID_CONTENT', 'readings', detail);
  }
  const eventId = uuidV5('repaired', command.tenant, command.letterId);
  return { records: [log.received({ ...message, eventId, readings })] };
}

async function messageOf(codecs: ContentParts['codecs'], command: Resubmission): Promise<TelemetryReceived | Content> {
  let value = command.content ?? Buffer.alloc(0);
  try {
    if (command.contentKind === 'JSON') {
      const edit = parseEdit(value);
      if ('broken' in edit) return refused('INVALID_CONTENT', 'content', edit.broken);
      value = encodeJson(codecs.idOf(TelemetryReceived), TelemetryReceived.schemaJson, edit.json);
    }
    await codecs.prepare([value]);
    const decoded = codecs.decode(value);
    if (decoded?.type === 'TelemetryReceived') return decoded.value;
    return refused('INVALID_CONTENT', 'content', `${decoded?.type}: must be TelemetryReceived`);
  } catch (error) {
    if (error instanceof JsonMismatch) return refused('INVALID_CONTENT', error.field, error.message);
    if (error instanceof DecodeError) return refused('INVALID_CONTENT', 'content', error.message);
    throw error;
  }
}
