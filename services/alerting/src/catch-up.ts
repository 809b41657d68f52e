import type { GlobalTable } from '@millrace/streaming';
import { ProblemException, type Readiness } from '@millrace/platform/nest';

/** Whether a table has been read to what was its end at the start; until then half of it would look like the truth. */
export class CatchUp {
  readonly #name: string;
  readonly #table: Pick<GlobalTable, 'start' | 'health'>;
  #done = false;

  constructor(name: string, table: Pick<GlobalTable, 'start' | 'health'>, readiness: Readiness) {
    this.#name = name;
    this.#table = table;
    readiness.add(name, () => (this.#done ? table.health() : `${name} are still being read`));
  }

  async run(): Promise<void> {
    await this.#table.start();
    this.#done = true;
  }

  /** @throws ProblemException 503 while the table is not complete */
  assert(): void {
    if (this.#done) return;
    throw new ProblemException(503, { detail: `The ${this.#name} are still being read.`, retryAfterSeconds: 2 });
  }
}
