import {
  EnrichedWriter,
  ReceivedColumns,
  ReceivedReader,
  TelemetryEnriched,
  TelemetryReceived,
  topic,
  VALUE_KINDS,
  type Codecs,
} from '@millrace/contracts';
import { convertQuality, convertValue, OUTCOME, type OutcomeCode, type ShiftOf } from '@millrace/domain';
import { REPAIR_HEADER, type InRecord, type StepResult } from '@millrace/streaming';
import { countedSequence, type ReceivedLedger } from '../ledger/received-ledger.ts';
import type { Outlet } from '../outlet.ts';
import type { RecentEvents } from './recent-events.ts';
import type { Bindings, Sender } from './sender.ts';
import { Senders } from './senders.ts';
import { countReadings, DONE, outcomeOf, REPEAT } from './telemetry-step.ts';
import { Wirings, type Route } from './wiring.ts';

export interface QuickParts {
  readonly codecs: Pick<Codecs, 'idOf'>;
  readonly registry: Bindings;
  readonly recent: Pick<RecentEvents, 'isRepeatAt'>;
  readonly shiftOf: ShiftOf;
  readonly ledger: Pick<ReceivedLedger, 'countFor'>;
}

/** A message for more assets is left to the general step, which finds them in a better way. */
const MOST_ASSETS = 8;

/** An asset that the message says something about. */
interface Share {
  /** Its number among those of the sender. */
  readonly asset: number;
  /** Place of its first reading. */
  readonly first: number;
  readings: number;
}

/**
 * What `telemetryStep` does, for messages whose readings are all bound: from the bytes that came to the bytes that go, with nothing made
 * of them in between. What it writes and counts is the same; everything that is not plain it leaves to the general step.
 */
export class QuickTelemetry {
  readonly #parts: QuickParts;
  readonly #reader: ReceivedReader;
  readonly #writer: EnrichedWriter;
  readonly #senders = new Senders();
  readonly #wirings = new Wirings();
  readonly #message = new ReceivedColumns();
  /** Of the message in hand: the routes of each reading, and the assets they lead to, in the order it first mentions them. */
  readonly #routes: (readonly Route[])[] = [];
  readonly #shares: Share[] = [];
  #assets = 0;
  #counted = 0;

  constructor(parts: QuickParts) {
    this.#parts = parts;
    this.#reader = new ReceivedReader(parts.codecs.idOf(TelemetryReceived));
    this.#writer = new EnrichedWriter(parts.codecs.idOf(TelemetryEnriched));
  }

  /** What became of the record; undefined, and nothing done, if the general step is to have it. */
  step(outlet: Outlet, record: InRecord): StepResult<undefined> | undefined {
    const message = this.#message;
    // A message that was resubmitted is looked at more closely.
    if (record.value === null || record.headers[REPAIR_HEADER] !== undefined) return undefined;
    if (!this.#reader.read(record.value, message) || message.count === 0) return undefined;
    const sender = this.#senders.of(message);
    if (sender === undefined || !this.#route(sender)) return undefined;

    const { bytes, eventIdAt, eventIdEnd, count } = message;
    if (this.#parts.recent.isRepeatAt(bytes, eventIdAt, eventIdEnd, record.partition, record.offset)) {
      this.#count(sender, record, OUTCOME.DUPLICATE, 0);
      return REPEAT;
    }
    let rows = 0;
    for (let place = 0; place < this.#assets; place += 1) {
      const share = this.#shares[place]!; // there are as many
      const { key, avro } = sender.assets[share.asset]!; // the sender's routes lead to its assets
      outlet.emit({ topic: topic.telemetryEnriched, key, value: this.#write(share, avro, record) }, record);
      rows += share.readings;
    }
    this.#counted += count;
    this.#count(sender, record, outcomeOf(count, rows, 0), rows);
    return DONE;
  }

  /** Counts the readings of the steps so far in the service's metrics: once a batch, because that costs more than a step. */
  flush(): void {
    countReadings(this.#counted);
    this.#counted = 0;
  }

  /** Finds the way of each reading; false when one has none. */
  #route(sender: Sender): boolean {
    const message = this.#message;
    this.#assets = 0;
    const wiring = sender.wiring(this.#parts.registry, this.#wirings);
    if (wiring === undefined) return false;
    for (let place = 0; place < message.count; place += 1) {
      const routes = wiring.routesAt(message, place);
      if (routes === undefined) return false;
      this.#routes[place] = routes;
      for (const { asset } of routes) if (!this.#share(asset, place)) return false;
    }
    return true;
  }

  /** Gives an asset its share of a reading; false when there are too many assets. */
  #share(asset: number, reading: number): boolean {
    for (let place = 0; place < this.#assets; place += 1) {
      const share = this.#shares[place]!; // there are as many
      if (share.asset !== asset) continue;
      share.readings += 1;
      return true;
    }
    if (this.#assets === MOST_ASSETS) return false;
    this.#shares[this.#assets] = { asset, first: reading, readings: 1 };
    this.#assets += 1;
    return true;
  }

  #write({ asset, first, readings }: Share, place: Uint8Array, record: InRecord): Buffer {
    const message = this.#message;
    const writer = this.#writer;
    // In bounds here and below: a share begins with a reading of the message.
    writer.begin(message, place, record, this.#parts.shiftOf(message.occurredAt[first]!), readings);
    for (let index = first; index < message.count; index += 1) {
      for (const route of this.#routes[index]!) if (route.asset === asset) this.#reading(route, index);
    }
    return writer.end();
  }

  #reading(route: Route, place: number): void {
    const { metric, unit } = route;
    const message = this.#message;
    const writer = this.#writer;
    const quality = message.quality[place]!;
    writer.reading(place, metric, message.occurredAt[place]!);
    switch (message.kindOf(place)) {
      case VALUE_KINDS.number: {
        const raw = message.number[place]!;
        const value = convertValue(raw, route);
        if (typeof value === 'number') writer.number(value);
        else writer.nothing();
        writer.measured(unit, convertQuality(quality, raw, value, route));
        return;
      }
      case VALUE_KINDS.truth:
        writer.truth(message.number[place] === 1);
        break;
      case VALUE_KINDS.text:
        writer.text(message.bytes, message.textAt[place]!, message.textEnd[place]!);
        break;
      case VALUE_KINDS.nothing:
        writer.nothing();
    }
    writer.measured(unit, quality);
  }

  #count(sender: Sender, record: InRecord, code: OutcomeCode, rows: number): void {
    const { protocol, receivedAt, count: readings } = this.#message;
    const { tenant, deviceId: source } = sender;
    const sequence = countedSequence(protocol, this.#message.sequence);
    const facts = { tenant, source, receivedAt, recordedAt: record.timestamp * 1_000, readings, sequence };
    this.#parts.ledger.countFor(sender, facts, record, code, rows);
  }
}
