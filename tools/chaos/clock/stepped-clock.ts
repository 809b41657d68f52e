/**
 * Loaded into a service by `--import`, by the harness only: its wall clock is the machine's plus the milliseconds in the file
 * CHAOS_CLOCK_FILE, looked at a few times a second. The monotonic clock is left alone, as it is when NTP steps the time.
 */
import { readFileSync } from 'node:fs';

const POLL_MS = 200;
const file = process.env['CHAOS_CLOCK_FILE'];

if (file !== undefined) {
  let offset = Number(readFileSync(file, 'utf8'));
  const Machine = Date;
  class Stepped extends Machine {
    constructor(...given: readonly []) {
      // Arguments are passed on as they are; without any it is now.
      super(...(given.length === 0 ? ([Machine.now() + offset] as unknown as []) : given));
    }

    static override now(): number {
      return Machine.now() + offset;
    }
  }
  globalThis.Date = Stepped as DateConstructor;
  setInterval(() => (offset = Number(readFileSync(file, 'utf8'))), POLL_MS).unref();
}
