import { Account, type ReceivedFacts, type Tally } from './account.ts';
import type { CounterState } from './counter.ts';
import { OUTCOME, Outcomes, type Outcome, type OutcomeCode, type OutcomeRun } from './outcomes.ts';

/** The open interval as it is kept: with the records of these offsets, which are still in the log, it says everything again. */
export interface OpenInterval {
  /** First offset of the interval. */
  readonly from: number;
  /** When it stopped being empty, milliseconds since 1970, clock of the service; null while it is empty. */
  readonly openedAt: number | null;
  readonly outcomes: readonly OutcomeRun[];
}

/** A source's part of a closed interval. */
export interface ClosedAccount {
  readonly tenant: string;
  readonly source: string;
  readonly tallies: readonly Tally[];
  /** What is known of its numbers at the end of the interval, if it gave one within. */
  readonly counter: CounterState | undefined;
}

export interface ClosedInterval {
  /** First and last offset. */
  readonly from: number;
  readonly through: number;
  /** Offsets in between at which the log has no record. */
  readonly absent: number;
  readonly accounts: readonly ClosedAccount[];
}

/** Where the counters of sources are kept between intervals. */
export type CounterOf = (tenant: string, source: string) => CounterState | undefined;

/** Outcomes are written with every transaction: with more runs than this an interval closes early. */
const MOST_RUNS = 2_000;

/**
 * Accounts for the records of one partition, in order of their offsets, from one close to the next. Not persisted itself: what it holds
 * follows from the records and their outcomes (`open`), so that a restart counts neither twice nor less.
 */
export class LedgerInterval {
  readonly #from: number;
  readonly #counterOf: CounterOf;
  readonly #outcomes = new Outcomes();
  readonly #tenants = new Map<string, Map<string, Account>>();
  #openedAt: number | null = null;
  #absent = 0;

  /** @param openedAt of an interval that is continued */
  constructor(from: number, counterOf: CounterOf, openedAt: number | null = null) {
    this.#from = from;
    this.#counterOf = counterOf;
    this.#openedAt = openedAt;
  }

  /** Offset after the last one accounted for. */
  get next(): number {
    return this.#from + this.#outcomes.length;
  }

  get isEmpty(): boolean {
    return this.#outcomes.length === 0;
  }

  /** What must be kept so that `resume` can continue. */
  get open(): OpenInterval {
    return { from: this.#from, openedAt: this.#openedAt, outcomes: this.#outcomes.runs };
  }

  /** Counts the record at `offset`; offsets passed over hold no record. */
  add(facts: ReceivedFacts, offset: number, code: OutcomeCode, rows: number, refused: number): void {
    this.addTo(this.accountOf(facts), facts, offset, code, rows, refused);
  }

  /** The same for who has the account (`accountOf`) at hand, of this very interval. */
  addTo(
    account: Account,
    facts: ReceivedFacts,
    offset: number,
    code: OutcomeCode,
    rows: number,
    refused: number,
  ): void {
    const passed = offset - this.next;
    if (passed < 0) throw new Error(`offset ${offset} is accounted for: next is ${this.next}`);
    if (passed > 0) {
      this.#absent += passed;
      this.#outcomes.add(OUTCOME.ABSENT, 0, 0, passed);
    }
    const mixed = code === OUTCOME.MIXED;
    this.#outcomes.add(code, mixed ? rows : 0, mixed ? refused : 0);
    account.add(facts, offset, code, rows, refused);
  }

  /** Whether it is time to close: `afterMs` after this was first asked of records, or before its outcomes grow too long. */
  isDue(now: number, afterMs: number): boolean {
    if (this.isEmpty) return false;
    this.#openedAt ??= now;
    return now - this.#openedAt >= afterMs || this.#outcomes.runs.length > MOST_RUNS;
  }

  /** Everything counted. The next interval begins at `next`. */
  close(): ClosedInterval {
    const accounts = [...this.#tenants].flatMap(([tenant, sources]) =>
      [...sources].map(([source, { tallies, counter, counted }]) => {
        return { tenant, source, tallies, counter: counted ? counter : undefined };
      }),
    );
    return { from: this.#from, through: this.next - 1, absent: this.#absent, accounts };
  }

  /** The account of who sent a record, opened if need be. */
  accountOf({ tenant, source }: Pick<ReceivedFacts, 'tenant' | 'source'>): Account {
    let sources = this.#tenants.get(tenant);
    if (sources === undefined) this.#tenants.set(tenant, (sources = new Map()));
    let account = sources.get(source);
    if (account === undefined) sources.set(source, (account = new Account(this.#counterOf(tenant, source))));
    return account;
  }
}

/** Continues an interval after a restart: feed it the records from `open.from` on, in order. */
export class ResumedInterval {
  readonly interval: LedgerInterval;
  readonly #outcomes: Iterator<Outcome>;
  #offset: number;

  constructor(open: OpenInterval, counterOf: CounterOf) {
    this.interval = new LedgerInterval(open.from, counterOf, open.openedAt);
    this.#outcomes = new Outcomes(open.outcomes)[Symbol.iterator]();
    this.#offset = open.from;
  }

  /** Counts a record of the interval again, with the outcome it had; any other record is let pass. */
  add(facts: () => ReceivedFacts, offset: number): void {
    while (this.#offset <= offset) {
      const { value, done } = this.#outcomes.next();
      if (done) return;
      const at = this.#offset;
      this.#offset += 1;
      if (at !== offset || value.code === OUTCOME.ABSENT) continue;
      this.interval.add(facts(), offset, value.code, value.rows, value.refused);
    }
  }
}
