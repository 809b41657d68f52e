import type { SparkplugReadings, SparkplugEvent } from '@millrace/domain';
import { sparkplugDeviceId } from '@millrace/domain';
import { nowMicros, uuidV5 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import type { EventLog } from '../event-log.ts';
import { countMessage, countReadings, observeAck } from '../metrics.ts';
import { rejection, rejectionsOf } from '../rejections.ts';
import { refusedMessage, type SparkplugArrival } from './sparkplug-arrival.ts';
import { lifeRecord } from './sparkplug-events.ts';

/** Writes what a Sparkplug message came to. Every promise resolves only when all of it is safe. */
export class SparkplugStore {
  readonly #log: EventLog;

  constructor(log: EventLog) {
    this.#log = log;
  }

  async understood(
    arrival: SparkplugArrival,
    data: SparkplugReadings | undefined,
    events: readonly SparkplugEvent[],
  ): Promise<void> {
    const records = this.#readings(arrival, data);
    if (data !== undefined && data.violations.length > 0) records.push(...this.#violations(arrival, data));
    for (const event of events) records.push(lifeRecord(this.#log, arrival, event));
    await this.#log.append(records);
    countReadings('SPARKPLUG', 'accepted', data?.readings.length ?? 0);
    countReadings('SPARKPLUG', 'rejected', data?.violations.length ?? 0);
    observeAck('SPARKPLUG', arrival.message.receivedAt, nowMicros());
  }

  /** Data whose birth never came: its bytes are kept, so that it can be read once the birth is known. */
  async withoutBirth(arrival: SparkplugArrival): Promise<void> {
    const { message, edgeNode } = arrival;
    const refused = refusedMessage(arrival, message.device, message.receivedAt);
    const detail = `data of ${edgeNode} that no birth certificate explained in time (seq ${message.seq ?? 'none'})`;
    const entry = rejection(refused, 'decode', 'NO_BIRTH', null, 'a birth must come first', detail);
    await this.#log.append([this.#log.rejected(entry)]);
    countMessage('SPARKPLUG', 'no_birth');
  }

  #readings(arrival: SparkplugArrival, data: SparkplugReadings | undefined): OutRecord[] {
    if (data === undefined || data.readings.length === 0) return [];
    const { tenant, edgeNode, delivery, message } = arrival;
    const received = this.#log.received({
      // The payload carries the source's time and sequence number, so a redelivery is the same event.
      eventId: uuidV5(tenant, delivery.topic, delivery.payload),
      tenant,
      deviceId: sparkplugDeviceId(edgeNode, data.device),
      protocol: 'SPARKPLUG',
      receivedAt: message.receivedAt,
      sequence: message.seq ?? null,
      readings: data.readings,
    });
    return [received];
  }

  #violations(arrival: SparkplugArrival, data: SparkplugReadings): OutRecord[] {
    const refused = refusedMessage(arrival, data.device, arrival.message.receivedAt);
    return rejectionsOf(refused, data.violations).map((entry) => this.#log.rejected(entry));
  }
}
