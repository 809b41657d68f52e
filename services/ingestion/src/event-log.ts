import {
  eventRecord,
  ReceivedWriter,
  TelemetryReceived,
  TelemetryRejected,
  topic,
  type Codecs,
  type EventContract,
  type ReceivedHead,
} from '@millrace/contracts';
import { SCANNED_QUALITIES, type ScannedBatch } from '@millrace/domain';
import { sampledTraceparent } from '@millrace/platform';
import type { Appended, OutRecord } from '@millrace/streaming';
import { EVENT_SOURCE } from './source.ts';

/** What appends records and resolves when every in-sync replica has all of them: `AppendProducer`. */
export interface Appender {
  appendAll(records: readonly OutRecord[]): Promise<readonly Appended[]>;
}

interface DeviceEvent {
  readonly eventId: string;
  readonly tenant: string;
  readonly deviceId: string;
}

/** This service's writing side of the event store: makes records of events, and appends them. */
export class EventLog {
  readonly #codecs: Pick<Codecs, 'encode'>;
  readonly #appender: Appender;
  readonly #writer: ReceivedWriter;

  constructor(codecs: Pick<Codecs, 'encode' | 'idOf'>, appender: Appender) {
    this.#codecs = codecs;
    this.#appender = appender;
    this.#writer = new ReceivedWriter(codecs.idOf(TelemetryReceived), SCANNED_QUALITIES);
  }

  /** The record of a device message, for `append`. Throws EncodeError. */
  received(event: TelemetryReceived): OutRecord {
    return this.#record(topic.telemetryReceived, event, this.#codecs.encode(TelemetryReceived, event));
  }

  /** The record of the message at `index` of a scanned batch: the same bytes as `received` gives for the same message. */
  scanned(head: ReceivedHead & { readonly deviceId: string }, batch: ScannedBatch, index: number): OutRecord {
    const first = batch.firstReadings[index] ?? 0;
    const end = batch.firstReadings[index + 1] ?? 0;
    return this.#record(topic.telemetryReceived, head, this.#writer.write(head, batch, first, end));
  }

  /** The record of something refused, for `append`. Throws EncodeError. */
  rejected(event: TelemetryRejected): OutRecord {
    return this.#record(topic.telemetryRejected, event, this.#codecs.encode(TelemetryRejected, event));
  }

  /** Rejects when it is unknown which of the records are there. */
  append(records: readonly OutRecord[]): Promise<readonly Appended[]> {
    return this.#appender.appendAll(records);
  }

  /** A domain event of `devices.events`, with CloudEvents headers. `time` is microseconds. */
  device<T extends DeviceEvent>(contract: EventContract<T>, event: NoInfer<T>, time: number): OutRecord {
    const { eventId: id, tenant, deviceId } = event;
    const about = { key: `${tenant}/${deviceId}`, id, source: EVENT_SOURCE, time };
    const record = eventRecord<T>(this.#codecs, contract, event, about);
    return { ...record, headers: { ...record.headers, ...traceHeader() } };
  }

  #record(to: string, { tenant, deviceId }: { tenant: string; deviceId: string }, value: Buffer): OutRecord {
    const headers = traceHeader();
    const key = `${tenant}/${deviceId}`;
    return headers === undefined ? { topic: to, key, value } : { topic: to, key, value, headers };
  }
}

function traceHeader(): { traceparent: string } | undefined {
  const traceparent = sampledTraceparent();
  return traceparent === undefined ? undefined : { traceparent };
}
