/**
 * Faults at random against a three-broker cluster and the five services under load, and then the count: `npm run chaos`
 * (docs/chaos.md).
 *   npm run chaos -- --seed 7 --minutes 10 --json report.json
 */
import { randomInt } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { chaos } from './chaos.ts';
import { failuresOf, tableOf } from './check/report.ts';
import { parseOptions, type ChaosOptions } from './options.ts';

const began = performance.now();
const tell = (line: string): void =>
  console.log(`${((performance.now() - began) / 1_000).toFixed(1).padStart(7)} s  ${line}`);

let options: ChaosOptions;
try {
  options = parseOptions(process.argv.slice(2), () => randomInt(2 ** 32));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupt.abort(new Error(`ended by ${signal}`)));
}
const { report, dir } = await chaos(options, tell, interrupt.signal).catch((error: unknown) => {
  if (!interrupt.signal.aborted) throw error;
  console.error((error as Error).message);
  return process.exit(130);
});
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${tableOf(report)}\n`);
const failures = failuresOf(report);
for (const failure of failures) console.error(`✘ ${failure}`);
if (failures.length === 0) {
  console.log('exact, and every fault was recovered from in time');
  rmSync(dir, { recursive: true });
} else {
  console.error(`what happened is in ${dir}`);
}
// A client of the load may still wait for a reconnect; everything else has been stopped.
process.exit(failures.length === 0 ? 0 : 1);
