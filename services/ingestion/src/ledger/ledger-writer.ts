import { nowMicros, type Logger } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import type { EventLog } from '../event-log.ts';
import type { FrontDoorLedger } from './front-door-ledger.ts';

/** Records that could not be written wait for the next turn; more than this many are let go, and the log says so. */
const MOST_WAITING = 1_000;

/** Writes what the front door's ledger has counted, every few seconds and once more at the end. */
export class LedgerWriter {
  readonly #ledger: FrontDoorLedger;
  readonly #log: EventLog;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #waiting: OutRecord[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(ledger: FrontDoorLedger, log: EventLog, logger: Logger, everyMs: number) {
    this.#ledger = ledger;
    this.#log = log;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.write(), everyMs).unref();
  }

  /** Writes what is counted and what waits. An entry that is written twice counts once: its id is the same. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.write();
  }

  async #write(): Promise<void> {
    this.#waiting.push(...this.#ledger.close(nowMicros()));
    const lost = this.#waiting.length - MOST_WAITING;
    if (lost > 0) {
      this.#logger.error({ lost }, 'ledger entries are let go: Kafka does not take them');
      this.#waiting.splice(0, lost);
    }
    if (this.#waiting.length === 0) return;
    try {
      await this.#log.append(this.#waiting);
      this.#waiting = [];
    } catch (err) {
      this.#logger.warn(
        { err, waiting: this.#waiting.length },
        'ledger entries could not be written; they are tried again',
      );
    }
  }
}
