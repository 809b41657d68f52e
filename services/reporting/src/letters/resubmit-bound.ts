import { counter, nowMicros, type Logger } from '@millrace/platform';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { lettersBoundSince, tenantsToLookAt, type WaitingLetter } from '../queries/letters/bound-since.ts';
import { Rounds } from '../rounds.ts';
import type { Reads } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import type { LetterCommands } from './letter-commands.ts';
import { repairEach } from './repair-many.ts';

export interface ResubmitBoundParts {
  readonly store: Store;
  readonly reads: Reads;
  readonly commands: LetterCommands;
  readonly logger: Logger;
  readonly everyMs: number;
}

/** Rejected telemetry is kept on its topic for so long; what was bound while nobody looked is found at the start. */
const FIRST_LOOK_MICROS = 31 * 86_400e6;
/** Each round looks back beyond the one before: clocks differ, and an instance of enrichment may hear late of a binding. */
const OVERLAP_MICROS = 600e6;
const PAGE = 500;
/** Beyond so many all are forgotten: at worst a command is sent again, under the same id. */
const MOST_DECIDED = 100_000;
const START = { failedAt: -1, letterId: '' };
/** A letter about which somebody has decided meanwhile is left as it is. */
const ORIGIN = { actor: 'system:reporting', reason: 'bound since', expectedVersion: 0, idempotencyKey: 'bound' };

const resubmitted = counter(
  'millrace_reporting_bound_letters_total',
  'Messages of devices nobody had bound that went in again because somebody bound them',
  ['outcome'],
);

/**
 * Sends in again what devices said before somebody bound them: a person binds, and the readings since the first appear on the asset. It
 * keeps nothing: which letters wait and what has been bound since is in the tables, so any number of instances may do it, and
 * the id of each command is the same for the same letter and try.
 */
export class ResubmitBound implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #parts: ResubmitBoundParts;
  readonly #rounds: Rounds;
  /** Letters this process has had decided: their outcome takes a moment to its table, and a refusal would be the same again. */
  readonly #decided = new Set<string>();
  #since = 0;

  constructor(parts: ResubmitBoundParts) {
    this.#parts = parts;
    const { store, everyMs, logger } = parts;
    this.#rounds = new Rounds({
      ...{ what: 'telemetry of devices that are bound by now could not be looked for', everyMs, logger },
      run: async (signal) => {
        await store.whenOpen(signal);
        await this.#round(signal);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#since = nowMicros() - FIRST_LOOK_MICROS;
    this.#rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#rounds.stop();
  }

  async #round(signal: AbortSignal): Promise<void> {
    const began = nowMicros();
    let isWhole = true;
    for (const tenant of await tenantsToLookAt(this.#parts.reads, this.#since)) {
      if (!(await this.#resubmit(tenant, signal))) isWhole = false;
    }
    // Otherwise the next round looks as far back again.
    if (isWhole) this.#since = began - OVERLAP_MICROS;
  }

  /** False when some letters are to be tried again. */
  async #resubmit(tenant: string, signal: AbortSignal): Promise<boolean> {
    const { reads, commands, logger } = this.#parts;
    let isWhole = true;
    let after: Pick<WaitingLetter, 'failedAt' | 'letterId'> = START;
    for (;;) {
      signal.throwIfAborted();
      const page = await lettersBoundSince(reads, { tenant, since: this.#since, limit: PAGE, after });
      const [first, last] = [page[0], page.at(-1)];
      if (first === undefined || last === undefined) return isWhole;
      const letters = page.filter(({ letterId }) => !this.#decided.has(letterId));
      const asked = { verb: 'resubmit', letters, from: first.failedAt, to: last.failedAt } as const;
      const { done, refused, problems } = await repairEach(reads, commands, { ...ORIGIN, tenant }, asked);
      resubmitted.inc({ outcome: 'done' }, done);
      resubmitted.inc({ outcome: 'refused' }, refused);
      if (letters.length > 0) {
        const about = { tenant, done, refused, problems: problems.slice(0, 3) };
        logger.info(about, 'telemetry of devices that are bound by now went in again');
      }
      if (problems.some(({ code }) => code === 'NO_ANSWER')) isWhole = false;
      else this.#keep(letters);
      if (page.length < PAGE) return isWhole;
      after = last;
    }
  }

  #keep(letters: readonly WaitingLetter[]): void {
    if (this.#decided.size > MOST_DECIDED) this.#decided.clear();
    for (const { letterId } of letters) this.#decided.add(letterId);
  }
}
