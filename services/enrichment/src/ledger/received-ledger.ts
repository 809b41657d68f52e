import { readAs, type Codecs, type Protocol, type TelemetryReceived } from '@millrace/contracts';
import {
  LedgerInterval,
  OUTCOME,
  ResumedInterval,
  type Account,
  type EpochMicros,
  type OutcomeCode,
  type ReceivedFacts,
} from '@millrace/domain';
import type { InRecord, OpenedTask, TickContext } from '@millrace/streaming';
import { ledgerRecords } from './ledger-records.ts';
import { ledgerCounters, ledgerInterval, OPEN } from './stores.ts';

/** Who sends so often that it keeps its account at hand. */
export interface AccountHolder {
  account: Account | undefined;
  /** Number of the interval that the account belongs to. */
  accountOf: number;
}

/** An interval with a number that no other has; an account that kept hold of the interval itself would keep all of it in memory. */
interface NumberedInterval {
  readonly number: number;
  readonly interval: LedgerInterval;
}

/**
 * The ledger of what enrichment consumed, a partition at a time. Counts gather in memory; with every transaction only their outcomes
 * are kept, run-length encoded, because the records themselves are still in the log: a task that is opened anew counts them again
 * (`open`, `countAgain`) and stands exactly where the committed offset is.
 */
export class ReceivedLedger {
  readonly #codecs: Pick<Codecs, 'encode' | 'decode'>;
  readonly #closeAfterMs: number;
  readonly #intervals = new Map<number, NumberedInterval>();
  readonly #resumed = new Map<number, ResumedInterval>();
  #begun = 0;

  constructor(codecs: Pick<Codecs, 'encode' | 'decode'>, closeAfterMs: number) {
    this.#codecs = codecs;
    this.#closeAfterMs = closeAfterMs;
  }

  /** Begins with what a task has kept. @returns the offset from which the records have to be counted again */
  open({ partition, position, store }: OpenedTask): number {
    const kept = store(ledgerInterval).get(OPEN);
    const counters = store(ledgerCounters);
    const counterOf = (tenant: string, source: string) => counters.get(`${tenant}/${source}`);
    const length = kept?.outcomes.reduce((sum, [count]) => sum + count, 0) ?? 0;
    // An operator set the offset back: what is consumed again is accounted for again, from there.
    const usable = kept !== undefined && kept.from + length <= position;
    const resumed = new ResumedInterval(usable ? kept : { from: position, openedAt: null, outcomes: [] }, counterOf);
    this.#resumed.set(partition, resumed);
    this.#begin(partition, resumed.interval);
    return resumed.interval.open.from;
  }

  /** A record before the committed offset, while a task is opened. */
  countAgain(message: TelemetryReceived | undefined, record: InRecord): void {
    this.#resumed.get(record.partition)?.add(() => factsOf(message, record), record.offset);
  }

  count(message: TelemetryReceived, record: InRecord, code: OutcomeCode, rows: number, refused: number): void {
    this.#intervalOf(record.partition).interval.add(factsOf(message, record), record.offset, code, rows, refused);
  }

  /** The same for who has its account at hand, and the facts without the message; nothing of it was refused. */
  countFor(holder: AccountHolder, facts: ReceivedFacts, record: InRecord, code: OutcomeCode, rows: number): void {
    const { number, interval } = this.#intervalOf(record.partition);
    let { account } = holder;
    if (account === undefined || holder.accountOf !== number) {
      holder.account = account = interval.accountOf(facts);
      holder.accountOf = number;
    }
    interval.addTo(account, facts, record.offset, code, rows, 0);
  }

  countDeadLetter(record: InRecord): void {
    const facts = factsOf(readAs(this.#codecs, 'TelemetryReceived', record.value), record);
    this.#intervalOf(record.partition).interval.add(facts, record.offset, OUTCOME.DEAD_LETTER, 0, 0);
  }

  /** Closes the interval if it is time, and keeps what is open; after the records of a batch. */
  keep(context: TickContext, now: EpochMicros): void {
    this.closeDue(context, now);
    context.store(ledgerInterval).set(OPEN, this.#intervalOf(context.partition).interval.open);
  }

  /** Closes the interval if it is time. */
  closeDue(context: TickContext, now: EpochMicros): void {
    const { partition } = context;
    const { interval } = this.#intervalOf(partition);
    if (!interval.isDue(now / 1_000, this.#closeAfterMs)) return;
    const counters = context.store(ledgerCounters);
    const closed = interval.close();
    for (const record of ledgerRecords(this.#codecs, partition, closed, now)) context.emit(record);
    for (const { tenant, source, counter } of closed.accounts) {
      if (counter !== undefined) counters.set(`${tenant}/${source}`, counter);
    }
    const next = new LedgerInterval(interval.next, (tenant, source) => counters.get(`${tenant}/${source}`));
    this.#begin(partition, next);
    this.#resumed.delete(partition);
    context.store(ledgerInterval).set(OPEN, next.open);
  }

  #begin(partition: number, interval: LedgerInterval): void {
    this.#intervals.set(partition, { number: this.#begun, interval });
    this.#begun += 1;
  }

  #intervalOf(partition: number): NumberedInterval {
    const interval = this.#intervals.get(partition);
    if (interval === undefined) throw new Error(`the ledger of partition ${partition} was not opened`);
    return interval;
  }
}

const KEY = /^([A-Za-z0-9_.-]{1,64})\/(.*)$/s;

/** What is counted of a record; of one that cannot be read what its key and its timestamp say. */
function factsOf(message: TelemetryReceived | undefined, record: InRecord): ReceivedFacts {
  const recordedAt = record.timestamp * 1_000;
  if (message === undefined) {
    const [, tenant = '', source = ''] = KEY.exec(record.key?.toString() ?? '') ?? [];
    return { tenant, source, receivedAt: recordedAt, recordedAt, readings: 0, sequence: null };
  }
  const { tenant, deviceId: source, receivedAt, readings, protocol } = message;
  const sequence = countedSequence(protocol, message.sequence);
  return { tenant, source, receivedAt, recordedAt, readings: readings.length, sequence };
}

/** The number by which the ledger finds gaps. Sparkplug's counts an edge node's messages, births too: the host follows it. */
export const countedSequence = (protocol: Protocol, sequence: number | null): number | null =>
  protocol === 'SPARKPLUG' ? null : sequence;
