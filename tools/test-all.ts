/**
 * `npm test`: every check and every test tier, one after the other, cheapest first. Stops at the first stage that fails and
 * says which; prints the totals of all tiers in the end. `npm test -- --only unit,lint` runs some stages alone.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  /** A vitest project whose counts enter the totals. */
  readonly tier?: string;
}

const scratch = mkdtempSync(join(tmpdir(), 'millrace-tests-'));
const tier = (name: string): Stage => ({
  name,
  tier: name,
  command: [
    ...['vitest', 'run', '--project', name, '--reporter=default', '--reporter=json'],
    `--outputFile.json=${reportOf(name)}`,
  ],
});

const STAGES: readonly Stage[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'] },
  { name: 'contracts', command: ['npm', 'run', '--silent', 'contracts:check'] },
  { name: 'compatibility', command: ['npm', 'run', '--silent', 'contracts:compatibility'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'lint', command: ['eslint', '.'] },
  tier('unit'),
  tier('integration'),
  tier('e2e'),
];

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

function reportOf(name: string): string {
  return join(scratch, `${name}.json`);
}

async function run(stage: Stage): Promise<boolean> {
  const started = Date.now();
  console.log(`\n▶ ${stage.name}: ${stage.command.slice(0, 4).join(' ')}`);
  const [command = '', ...args] = stage.command;
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (exit, signal) => resolve(signal ? 1 : (exit ?? 1)));
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✔' : '✘'} ${stage.name} (${seconds} s)`);
  return code === 0;
}

/** Adds a tier's counts. A tier that ends well without a single test has not tested anything, which is a failure. */
function count(stage: Stage, totals: Totals): boolean {
  if (!stage.tier) return true;
  const report = JSON.parse(readFileSync(reportOf(stage.tier), 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    success: boolean;
  };
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests;
  return report.numPassedTests > 0;
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');
const unknown = wanted?.filter((name) => !STAGES.some((stage) => stage.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`--only names ${unknown.join(', ')}; the stages are ${STAGES.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
let failed: string | undefined;
for (const stage of STAGES.filter(({ name }) => !wanted || wanted.includes(name))) {
  const ended = await run(stage);
  if (!count(stage, totals) || !ended) {
    failed = stage.name;
    break;
  }
}
rmSync(scratch, { recursive: true });
if (failed) console.log(`\nStopped at ${failed}: run it alone with npm test -- --only ${failed}`);
console.log(
  `\n${totals.passed} passed, ${failed ? Math.max(1, totals.failed) : totals.failed} failed, ${totals.skipped} skipped`,
);
process.exit(failed ? 1 : 0);
