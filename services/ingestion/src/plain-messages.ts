import {
  inScope,
  NameTable,
  NO_MESSAGE_ID,
  NO_SEQUENCE,
  ScannedBatch,
  scanMessages,
  type ReadingRules,
} from '@millrace/domain';
import { uuidV5, uuidV7 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import type { Arrival } from './arrival.ts';
import type { EventLog } from './event-log.ts';

/** Who sent a body, when and through which door. */
export type BodyArrival = Pick<Arrival, 'tenant' | 'protocol' | 'receivedAt' | 'scope'>;

/** The records of a body, and beside each what its sender is told about it. */
export interface PlainRecords {
  readonly records: OutRecord[];
  readonly eventIds: string[];
  readonly deviceIds: string[];
  /** Number of readings of each. */
  readonly readings: number[];
}

/** A body in which everything can be kept. It is valid until the next one is looked for. */
export interface PlainBody {
  readonly arrival: BodyArrival;
  readonly messages: number;
  readonly readings: number;
  records(log: EventLog): PlainRecords;
}

/**
 * Finds the device messages of bodies in which nothing is unusual by scanning their bytes, without an object for each reading: a
 * third of the work of parsing, judging and encoding them, with the same result. Whatever is not plain (`scanMessages`) or not
 * in the sender's scope is left to be judged.
 */
export class PlainMessages {
  readonly #rules: ReadingRules;
  readonly #names = new NameTable();
  readonly #batch = new ScannedBatch();

  constructor(rules: ReadingRules) {
    this.#rules = rules;
  }

  find(body: Buffer, arrival: BodyArrival): PlainBody | undefined {
    const batch = this.#batch;
    if (!scanMessages(body, { now: arrival.receivedAt, rules: this.#rules }, this.#names, batch)) return undefined;
    if (!allInScope(batch, arrival.scope)) return undefined;
    const { messages, readings } = batch;
    return { arrival, messages, readings, records: (log) => recordsOf(log, body, batch, arrival) };
  }
}

function allInScope({ devices, messages }: ScannedBatch, scope: readonly string[] | undefined): boolean {
  if (scope === undefined) return true;
  for (let index = 0; index < messages; index += 1) if (!inScope(scope, devices[index]?.text ?? '')) return false;
  return true;
}

function recordsOf(log: EventLog, body: Buffer, batch: ScannedBatch, arrival: BodyArrival): PlainRecords {
  const { tenant, protocol, receivedAt } = arrival;
  const plain: PlainRecords = { records: [], eventIds: [], deviceIds: [], readings: [] };
  for (let index = 0; index < batch.messages; index += 1) {
    const device = batch.devices[index];
    if (device === undefined) throw new Error(`message ${index} of the batch has no device`);
    const deviceId = device.text;
    const eventId = eventIdOf(batch, index, body, tenant, deviceId);
    const number = batch.sequences[index] ?? NO_SEQUENCE;
    const sequence = number === NO_SEQUENCE ? null : number;
    plain.records.push(
      log.scanned({ eventId, tenant, device, deviceId, protocol, receivedAt, sequence }, batch, index),
    );
    plain.eventIds.push(eventId);
    plain.deviceIds.push(deviceId);
    plain.readings.push((batch.firstReadings[index + 1] ?? 0) - (batch.firstReadings[index] ?? 0));
  }
  return plain;
}

/** As `identify` gives it to a message that was judged. */
function eventIdOf(batch: ScannedBatch, index: number, body: Buffer, tenant: string, deviceId: string): string {
  const start = batch.messageIdStarts[index] ?? NO_MESSAGE_ID;
  if (start === NO_MESSAGE_ID) return uuidV7();
  return uuidV5(tenant, deviceId, body.subarray(start, batch.messageIdEnds[index]));
}
