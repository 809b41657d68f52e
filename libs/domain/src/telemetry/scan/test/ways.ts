import { isUtf8 } from 'node:buffer';
import { parseDeviceMessage } from '../../parse-message.ts';
import { DEFAULT_RULES, type DeviceMessage } from '../../reading.ts';
import type { ReadingContext } from '../../validate-reading.ts';
import { NameTable } from '../name-table.ts';
import { NO_MESSAGE_ID, NO_SEQUENCE, SCANNED_QUALITIES, ScannedBatch } from '../scanned-batch.ts';
import { scanMessages } from '../scan-messages.ts';

export const NOW = Date.parse('2026-03-14T09:00:00Z') * 1_000;
export const CONTEXT: ReadingContext = { now: NOW, rules: DEFAULT_RULES };

/** As libs/platform refuses them. */
const PROTOTYPE_KEYS = /"(?:_|\\u005[fF]){2}proto(?:_|\\u005[fF]){2}"\s*:/;

/** What ingestion makes of a body by `JSON.parse`; undefined when it refuses any of it. */
export function theSlowWay(body: Buffer, context = CONTEXT): DeviceMessage[] | undefined {
  const text = body.toString('utf8');
  if (!isUtf8(body) || PROTOTYPE_KEYS.test(text)) return undefined;
  const inputs = messagesOf(parsed(text));
  const messages = inputs.map((input) => {
    const { message, violations } = parseDeviceMessage(input, context);
    return violations.length === 0 ? message : undefined;
  });
  return messages.length > 0 && messages.every((message) => message !== undefined) ? messages : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function messagesOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body as unknown[];
  const listed = typeof body === 'object' && body !== null && 'messages' in body ? body.messages : undefined;
  return Array.isArray(listed) ? (listed as unknown[]) : [body];
}

const names = new NameTable();
const batch = new ScannedBatch();

/** What `scanMessages` makes of it, as the slow way would say it; undefined when it gives up. */
export function theFastWay(body: Buffer, context = CONTEXT, table = names): DeviceMessage[] | undefined {
  if (!scanMessages(body, context, table, batch)) return undefined;
  return Array.from({ length: batch.messages }, (_, index) => messageAt(body, index));
}

function messageAt(body: Buffer, index: number): DeviceMessage {
  const idStart = batch.messageIdStarts[index]!;
  const sequence = batch.sequences[index]!;
  const [first, end] = [batch.firstReadings[index]!, batch.firstReadings[index + 1]!];
  return {
    deviceId: batch.devices[index]!.text,
    messageId: idStart === NO_MESSAGE_ID ? undefined : body.toString('latin1', idStart, batch.messageIdEnds[index]),
    sequence: sequence === NO_SEQUENCE ? null : sequence,
    readings: Array.from({ length: end - first }, (_, place) => ({
      metric: batch.metrics[first + place]!.text,
      occurredAt: batch.occurredAt[first + place]!,
      value: batch.values[first + place]!,
      quality: SCANNED_QUALITIES[batch.qualities[first + place]!]!,
    })),
    hasSourceTime: batch.hasSourceTime[index] === 1,
  };
}
