import type { EpochMicros } from '../kernel/index.ts';
import { followCounter, type CounterState } from './counter.ts';
import { OUTCOME, type OutcomeCode } from './outcomes.ts';
import { slotOf } from './slot.ts';

/** What is counted of one source in one slot. Messages, unless a name says otherwise. */
export interface Tally {
  readonly slot: number;
  messages: number;
  readings: number;
  /** Rows of `readings` that the messages make: one for each reading and asset. */
  rows: number;
  /** Entries on telemetry.rejected. */
  rejections: number;
  refusedReadings: number;
  duplicates: number;
  deadLetters: number;
  /** Highest offset counted here. */
  lastOffset: number;
}

export const newTally = (slot: number): Tally => ({
  ...{ slot, messages: 0, readings: 0, rows: 0, rejections: 0, refusedReadings: 0, duplicates: 0, deadLetters: 0 },
  lastOffset: -1,
});

/** What accounting needs to know of a received record. A record that cannot be read has no readings and no sequence. */
export interface ReceivedFacts {
  readonly tenant: string;
  /** Device id. */
  readonly source: string;
  readonly receivedAt: EpochMicros;
  /** Timestamp of the Kafka record: the only time a dead letter still has. */
  readonly recordedAt: EpochMicros;
  readonly readings: number;
  readonly sequence: number | null;
}

/** The account of one source in the open interval: nearly always one or two slots. */
export class Account {
  readonly tallies: Tally[] = [];
  counted = false;
  #last: Tally | undefined;
  #counter: CounterState | undefined;
  /** The number that comes next; it runs ahead of the counter's, because a new state for each message would be garbage. */
  #next = NaN;

  constructor(counter: CounterState | undefined) {
    this.#setCounter(counter);
  }

  /** What is known of its sequence numbers, undefined when it never gave one. */
  get counter(): CounterState | undefined {
    const counter = this.#counter;
    return counter === undefined || counter.next === this.#next ? counter : { ...counter, next: this.#next };
  }

  #setCounter(counter: CounterState | undefined): void {
    this.#counter = counter;
    this.#next = counter?.next ?? NaN;
  }

  add(facts: ReceivedFacts, offset: number, code: OutcomeCode, rows: number, refused: number): void {
    const tally = this.tallyOf(slotOf(facts.receivedAt));
    tally.messages += 1;
    tally.readings += facts.readings;
    tally.lastOffset = Math.max(tally.lastOffset, offset);
    switch (code) {
      case OUTCOME.WHOLE:
        tally.rows += facts.readings;
        break;
      case OUTCOME.REJECTED:
        tally.rejections += 1;
        tally.refusedReadings += facts.readings;
        break;
      case OUTCOME.MIXED:
        tally.rows += rows;
        tally.refusedReadings += refused;
        if (refused > 0) tally.rejections += 1;
        break;
      case OUTCOME.DUPLICATE:
        tally.duplicates += 1;
        break;
      case OUTCOME.DEAD_LETTER:
        this.tallyOf(slotOf(facts.recordedAt)).deadLetters += 1;
    }
    if (facts.sequence === null) return;
    this.counted = true;
    if (facts.sequence === this.#next) this.#next += 1;
    else this.#setCounter(followCounter(this.counter, facts.sequence, facts.receivedAt));
  }

  tallyOf(slot: number): Tally {
    if (this.#last?.slot === slot) return this.#last;
    let tally = this.tallies.find((one) => one.slot === slot);
    if (tally === undefined) this.tallies.push((tally = newTally(slot)));
    this.#last = tally;
    return tally;
  }
}
