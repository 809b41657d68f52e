import { topic } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { readWhole, type OutRecord } from '@millrace/streaming';
import { appendAll } from '../input/append-all.ts';
import type { BenchTopics } from '../input/bench-topics.ts';
import { plantMessages, type PlantSize } from '../input/plant.ts';
import { receivedRecord } from '../input/records.ts';

const logger = createLogger({ service: 'bench', level: 'warn' });
/** How far behind its first sending a repeat comes: well within what enrichment remembers of a partition. */
const REPEAT_BEHIND = 3_000;
const NUDGE = 60;
/** Numbers of messages that no backlog reaches. */
const NUDGES_FROM = 10_000_000;

/** The events that go in, remembered by their ids, and the check that each came out exactly once. */
export class NumberedEvents {
  readonly #topics: BenchTopics;
  readonly #ids = new Set<string>();
  #nudges = 0;

  constructor(topics: BenchTopics) {
    this.#topics = topics;
  }

  /** Device messages as records. With `repeatEvery` each so-manieth is sent a second time, as a gateway does that got no answer. */
  *records(size: PlantSize, repeatEvery = Infinity): Generator<OutRecord> {
    const again: { readonly at: number; readonly record: OutRecord }[] = [];
    let number = 0;
    for (const message of plantMessages(size)) {
      this.#ids.add(message.eventId);
      const record = receivedRecord(this.#topics.codecs, message);
      yield record;
      number += 1;
      if (number % repeatEvery === 0) again.push({ at: number + REPEAT_BEHIND, record });
      if (again[0] !== undefined && again[0].at <= number) yield again.shift()?.record ?? record;
    }
    for (const { record } of again) yield record;
  }

  /** Sends a few events, of so many devices that every partition gets some. */
  async nudge(assets: number): Promise<void> {
    const size = { assets, messages: NUDGE, readingsPerMessage: 1, first: NUDGES_FROM + NUDGE * this.#nudges };
    this.#nudges += 1;
    await appendAll(this.#topics.producer, this.records(size));
  }

  /** Reads everything enrichment wrote. @throws Error when an event is missing, came out twice, or never went in */
  async cameOutOnce(): Promise<number> {
    const missing = new Set(this.#ids);
    let [doubled, unknown] = [0, 0];
    await readWhole({
      ...{ connection: this.#topics.connection, codecs: this.#topics.codecs, logger },
      topics: [topic.telemetryEnriched],
      apply: ({ type, value }) => {
        if (type !== 'TelemetryEnriched' || missing.delete(value.eventId)) return;
        if (this.#ids.has(value.eventId)) doubled += 1;
        else unknown += 1;
      },
    });
    if (missing.size + doubled + unknown > 0) {
      throw new Error(
        `of ${this.#ids.size} events ${missing.size} were lost, ${doubled} doubled; ${unknown} were never sent`,
      );
    }
    return this.#ids.size;
  }
}
