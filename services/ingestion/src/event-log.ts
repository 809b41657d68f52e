import {
  eventRecord,
  TelemetryReceived,
  TelemetryRejected,
  topic,
  type Codecs,
  type EventContract,
} from '@millrace/contracts';
import { sampledTraceparent } from '@millrace/platform';
import type { Appended, OutRecord } from '@millrace/streaming';
import { EVENT_SOURCE } from './source.ts';

/** What appends records and resolves when every in-sync replica has them: `AppendProducer`. */
export interface Appender {
  append(record: OutRecord): Promise<Appended>;
}

interface DeviceEvent {
  readonly eventId: string;
  readonly tenant: string;
  readonly deviceId: string;
}

/** This service's writing side of the event store. Every promise resolves only when the event is safe. */
export class EventLog {
  readonly #codecs: Pick<Codecs, 'encode'>;
  readonly #appender: Appender;

  constructor(codecs: Pick<Codecs, 'encode'>, appender: Appender) {
    this.#codecs = codecs;
    this.#appender = appender;
  }

  received(event: TelemetryReceived): Promise<Appended> {
    return this.#append(topic.telemetryReceived, event, this.#codecs.encode(TelemetryReceived, event), traceHeader());
  }

  rejected(event: TelemetryRejected): Promise<Appended> {
    return this.#append(topic.telemetryRejected, event, this.#codecs.encode(TelemetryRejected, event), traceHeader());
  }

  /** A domain event of `devices.events`, with CloudEvents headers. `time` is microseconds. */
  async device<T extends DeviceEvent>(contract: EventContract<T>, event: NoInfer<T>, time: number): Promise<Appended> {
    const { eventId: id, tenant, deviceId } = event;
    const about = { key: `${tenant}/${deviceId}`, id, source: EVENT_SOURCE, time };
    const record = eventRecord<T>(this.#codecs, contract, event, about);
    return this.#appender.append({ ...record, headers: { ...record.headers, ...traceHeader() } });
  }

  // `async`, so that an encoding error is a rejected promise like any other failure.
  async #append(
    to: string,
    { tenant, deviceId }: { tenant: string; deviceId: string },
    value: Buffer,
    headers: Record<string, string> | undefined,
  ): Promise<Appended> {
    const key = `${tenant}/${deviceId}`;
    return this.#appender.append(
      headers === undefined ? { topic: to, key, value } : { topic: to, key, value, headers },
    );
  }
}

function traceHeader(): { traceparent: string } | undefined {
  const traceparent = sampledTraceparent();
  return traceparent === undefined ? undefined : { traceparent };
}
