import type { RejectedMessage } from '@millrace/contracts';
import { isDeviceId, selectReadings, type Violation } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import type { Arrival } from '../arrival.ts';
import { splitBatch, type BatchItem } from '../http/split-batch.ts';
import { judge } from '../judge.ts';
import { receivedEvent } from '../pipeline.ts';
import { parseEdit, refused, type Content, type ContentParts, type Resubmission } from './content.ts';

const JSON_TYPE = 'application/json';

/**
 * What was refused at the door, judged again as live telemetry is (`judge`), with the time it was received at. Nothing goes in unless
 * all of it may. Of a message that was kept in part only the refused readings go in, as an event of their own.
 */
export function refusedMessage(
  { log, rules }: ContentParts,
  command: Resubmission,
  rejected: RejectedMessage,
): Content {
  const { contentType, readings: places, stage, field } = rejected;
  const content = command.content ?? Buffer.alloc(0);
  if (command.contentKind === 'ORIGINAL' && contentType !== JSON_TYPE) {
    const detail = `${contentType}: means nothing outside its session; hand the readings in as JSON, as POST /v1/telemetry takes them`;
    return refused('NOT_REPAIRABLE', 'content', detail);
  }
  if (stage === 'validate' && places === null && contentType === JSON_TYPE && /^(readings\[|values\.)/.test(field)) {
    const detail =
      'readings: the rejection is of a version that did not record which readings were refused; the others are stored';
    return refused('NOT_REPAIRABLE', 'readings', detail);
  }
  const body = parseEdit(content);
  if ('broken' in body) return refused('INVALID_CONTENT', 'content', body.broken);
  const items = splitBatch(body.json, content);
  if (items.length === 0) return refused('INVALID_CONTENT', 'content', 'content: must hold at least one message');
  const records: OutRecord[] = [];
  for (const [index, item] of items.entries()) {
    const input = places === null ? { input: item.input } : refusedPart(item, places);
    if ('usable' in input || 'records' in input) return input;
    const judged = judge(arrivalOf(command, rejected, item), input.input, rules);
    const [violation] = judged.violations;
    if (violation !== undefined || judged.message === undefined) return invalid(violation, places);
    const own = uuidV5('repaired', command.tenant, command.letterId, String(index));
    // With the client's own message id it is the event that the client's retry would be.
    const eventId = judged.message.messageId === undefined ? own : judged.eventId;
    records.push(log.received(receivedEvent({ ...judged, eventId }, judged.message)));
  }
  return { records };
}

function arrivalOf(
  { tenant }: Resubmission,
  { protocol, receivedAt, deviceId }: RejectedMessage,
  item: BatchItem,
): Arrival {
  const arrival = { tenant, protocol, receivedAt, contentType: JSON_TYPE, bytes: () => item.bytes() };
  // Over MQTT the topic says which device it is, whatever the body says.
  return protocol !== 'HTTP' && isDeviceId(deviceId) ? { ...arrival, topicDevice: deviceId } : arrival;
}

/** The message with the refused readings only, and without its id, which belongs to the event of those that were kept. */
function refusedPart({ input }: BatchItem, places: readonly number[]): { readonly input: unknown } | Content {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { input };
  const selected = selectReadings(input as Record<string, unknown>, places);
  if ('missing' in selected) return refused('INVALID_CONTENT', `readings[${selected.missing}]`, selected.rule);
  const { messageId: _, ...message } = selected.message;
  return { input: message };
}

function invalid(violation: Violation | undefined, places: readonly number[] | null): Content {
  const { field = 'readings', value, rule = 'must hold at least one reading' } = violation ?? {};
  // The judge saw the refused readings only; people know them by their place in the whole message.
  const told = field.replace(/^readings\[(\d+)\]/, (_, at: string) => `readings[${places?.[Number(at)] ?? at}]`);
  return refused(
    'INVALID_CONTENT',
    told,
    `${told} ${rule}; it was ${value === undefined ? 'missing' : JSON.stringify(value)}`,
  );
}
