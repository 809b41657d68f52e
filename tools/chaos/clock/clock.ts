import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The wall clock of one service, which the harness can step. */
export class Clock {
  readonly #file: string;

  constructor(dir: string, service: string) {
    this.#file = join(dir, `clock-${service}`);
    this.step(0);
  }

  /** What the service must be started with. */
  get env(): Record<string, string> {
    const preload = pathToFileURL(join(import.meta.dirname, 'stepped-clock.ts')).href;
    return { NODE_OPTIONS: `--import=${preload}`, CHAOS_CLOCK_FILE: this.#file };
  }

  /** Puts the clock so many milliseconds before (after) the machine's. The service notices within a fifth of a second. */
  step(offsetMs: number): void {
    writeFileSync(`${this.#file}.tmp`, String(offsetMs));
    renameSync(`${this.#file}.tmp`, this.#file);
  }
}
