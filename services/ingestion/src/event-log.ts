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
import type { Counted, CountedRecord, FrontDoorLedger } from './ledger/front-door-ledger.ts';
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
  readonly #ledger: Pick<FrontDoorLedger, 'count'> | undefined;

  /** @param ledger counts what is acknowledged */
  constructor(codecs: Pick<Codecs, 'encode' | 'idOf'>, appender: Appender, ledger?: Pick<FrontDoorLedger, 'count'>) {
    this.#ledger = ledger;
    this.#codecs = codecs;
    this.#appender = appender;
    this.#writer = new ReceivedWriter(codecs.idOf(TelemetryReceived), SCANNED_QUALITIES);
  }

  /** The record of a device message, for `append`. Throws EncodeError. */
  received(event: TelemetryReceived): OutRecord {
    const value = this.#codecs.encode(TelemetryReceived, event);
    return this.#record(topic.telemetryReceived, event, event.readings.length, value);
  }

  /** The record of the message at `index` of a scanned batch: the same bytes as `received` gives for the same message. */
  scanned(head: ReceivedHead & { readonly deviceId: string }, batch: ScannedBatch, index: number): OutRecord {
    const first = batch.firstReadings[index] ?? 0;
    const end = batch.firstReadings[index + 1] ?? 0;
    return this.#record(topic.telemetryReceived, head, end - first, this.#writer.write(head, batch, first, end));
  }

  /** The record of something refused, for `append`. Throws EncodeError. */
  rejected(event: TelemetryRejected): OutRecord {
    return this.#record(topic.telemetryRejected, event, 0, this.#codecs.encode(TelemetryRejected, event));
  }

  /** Rejects when it is unknown which of the records are there. */
  async append(records: readonly CountedRecord[]): Promise<readonly Appended[]> {
    const places = await this.#appender.appendAll(records);
    this.#ledger?.count(records, places);
    return places;
  }

  /** A domain event of `devices.events`, with CloudEvents headers. `time` is microseconds. */
  device<T extends DeviceEvent>(contract: EventContract<T>, event: NoInfer<T>, time: number): OutRecord {
    const { eventId: id, tenant, deviceId } = event;
    const about = { key: `${tenant}/${deviceId}`, id, source: EVENT_SOURCE, time };
    const record = eventRecord<T>(this.#codecs, contract, event, about);
    return { ...record, headers: { ...record.headers, ...traceHeader() } };
  }

  #record(to: string, of: Omit<Counted, 'readings'>, readings: number, value: Buffer): CountedRecord {
    const { tenant, deviceId, receivedAt } = of;
    const headers = traceHeader();
    const key = `${tenant}/${deviceId}`;
    const counted = { tenant, deviceId, receivedAt, readings };
    return headers === undefined ? { topic: to, key, value, counted } : { topic: to, key, value, headers, counted };
  }
}

function traceHeader(): { traceparent: string } | undefined {
  const traceparent = sampledTraceparent();
  return traceparent === undefined ? undefined : { traceparent };
}
