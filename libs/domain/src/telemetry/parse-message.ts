import { DEVICE_ID_RULE, isDeviceId } from './names.ts';
import type { DeviceMessage, Reading, Violation } from './reading.ts';
import {
  isViolation,
  shown,
  under,
  validateReading,
  type UnjudgedReading,
  type ReadingContext,
} from './validate-reading.ts';

/** What became of one JSON device message: what may be kept, and every rule that was broken. */
export interface ParsedMessage {
  /** The device it is from or claims to be from; empty when that cannot be read. */
  readonly deviceId: string;
  /** Absent when nothing of it may be kept. */
  readonly message: DeviceMessage | undefined;
  readonly violations: readonly Violation[];
  /** Readings that were refused; all of them when the message as a whole was. */
  readonly rejected: number;
}

/**
 * Parses one device message: `{deviceId, messageId?, sequence?, occurredAt?, readings: [{metric, value, occurredAt?, quality?}]}`
 * and/or the compact `values: {metric: value}`. One bad reading costs only itself.
 * @param topicDevice the device of an MQTT topic, which then is the device whatever the body says.
 */
export function parseDeviceMessage(input: unknown, context: ReadingContext, topicDevice?: string): ParsedMessage {
  if (!isRecord(input)) return refused('', wrong('message', input, 'must be a JSON object'), 0);
  const claimed = topicDevice ?? input['deviceId'];
  const raws = rawReadings(input);
  const count = Array.isArray(raws) ? raws.length : 0;
  if (!isDeviceId(claimed)) {
    return refused(
      '',
      { code: 'INVALID_DEVICE_ID', field: 'deviceId', value: shown(claimed), rule: DEVICE_ID_RULE },
      count,
    );
  }
  const broken = brokenEnvelope(input, context) ?? (Array.isArray(raws) ? undefined : raws);
  if (broken !== undefined || !Array.isArray(raws)) {
    return refused(claimed, broken ?? wrong('readings', raws, 'must be an array'), count);
  }
  const readings: Reading[] = [];
  const violations: Violation[] = [];
  let hasSourceTime = false;
  for (const [index, raw] of raws.entries()) {
    const outcome = validateReading(raw, context);
    if (isViolation(outcome)) violations.push({ ...under(pathOf(input, index, raw), outcome), place: index });
    else readings.push(outcome);
    hasSourceTime ||= raw.at !== undefined;
  }
  const { messageId, sequence } = input as { messageId?: string; sequence?: number };
  const message = { deviceId: claimed, messageId, sequence: sequence ?? null, readings, hasSourceTime };
  return {
    deviceId: claimed,
    message: readings.length === 0 ? undefined : message,
    violations,
    rejected: violations.length,
  };
}

/** Where a reading stood in the message: those of `readings` come first, those of `values` after them. */
function pathOf({ readings }: Record<string, unknown>, index: number, { metric }: UnjudgedReading): string {
  const listed = Array.isArray(readings) ? readings.length : 0;
  return index < listed ? `readings[${index}]` : `values.${String(metric)}`;
}

function rawReadings(input: Record<string, unknown>): UnjudgedReading[] | Violation {
  const { readings, values, occurredAt } = input;
  if (readings === undefined && values === undefined) return wrong('readings', undefined, 'must be given, or values');
  if (readings !== undefined && !Array.isArray(readings)) return wrong('readings', readings, 'must be an array');
  if (values !== undefined && !isRecord(values)) return wrong('values', values, 'must be an object of metric: value');
  const list = (readings ?? []) as readonly unknown[];
  const raws = list.map((item): UnjudgedReading => {
    // Something that is no object has no metric, and is refused as such.
    const given = isRecord(item) ? item : {};
    return {
      metric: given['metric'],
      value: given['value'],
      at: given['occurredAt'] ?? occurredAt,
      quality: given['quality'],
    };
  });
  for (const metric of Object.keys(values ?? {})) {
    const value = (values as Record<string, unknown>)[metric];
    raws.push({ metric, value, at: occurredAt, quality: undefined });
  }
  return raws.length === 0 ? wrong('readings', '[array]', 'must hold at least one reading') : raws;
}

function brokenEnvelope(input: Record<string, unknown>, { rules }: ReadingContext): Violation | undefined {
  const { messageId, sequence } = input;
  if (messageId !== undefined && (typeof messageId !== 'string' || messageId === '' || messageId.length > 128)) {
    return wrong('messageId', messageId, 'must be a text of 1 to 128 characters');
  }
  if (sequence !== undefined && !(Number.isSafeInteger(sequence) && (sequence as number) >= 0)) {
    return wrong('sequence', sequence, 'must be a whole number from 0 to 9007199254740991');
  }
  const readings = Array.isArray(input['readings']) ? input['readings'].length : 0;
  const count = readings + (isRecord(input['values']) ? Object.keys(input['values']).length : 0);
  if (count <= rules.maxReadingsPerMessage) return undefined;
  const rule = `must hold at most ${rules.maxReadingsPerMessage} readings`;
  return { code: 'TOO_MANY_READINGS', field: 'readings', value: count, rule };
}

const refused = (deviceId: string, violation: Violation, rejected: number): ParsedMessage => ({
  deviceId,
  message: undefined,
  violations: [violation],
  rejected: Math.max(1, rejected),
});

const wrong = (field: string, value: unknown, rule: string): Violation => ({
  code: 'MALFORMED_MESSAGE',
  field,
  value: shown(value),
  rule,
});

function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
