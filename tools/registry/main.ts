/**
 * `npm run proof:registry -- [--assets 1000000] [--commands 100000] [--json FILE]`: registers a plant of so many assets by commands, starts
 * enrichment on it and measures start, memory and look-ups; then sends commands over HTTP to two instances, each saying which version
 * it has seen, while one of them is killed and started again; and at the end reads every event. Ends with code 1 when an event is lost
 * or doubled, or when a change was made over a version that its sender had not seen. See docs/registry.md.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { onFreshStack } from '../bench/fresh-stack.ts';
import { proveRegistry } from './prove.ts';

const { values } = parseArgs({
  options: {
    assets: { type: 'string', default: '1000000' },
    commands: { type: 'string', default: '100000' },
    json: { type: 'string' },
  },
});

function positive(name: 'assets' | 'commands', least: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  console.error(`--${name} is ${values[name]}: must be a whole number of ${least} or more`);
  process.exit(2);
}

const sizes = { assets: positive('assets', 30_000), commands: positive('commands', 100) };
const report = await onFreshStack(['kafka', 'registry'], ({ stack, dir }) =>
  proveRegistry({ stack, dir, ...sizes, tell: (line) => console.log(line) }),
);
console.log(JSON.stringify(report, null, 2));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (!report.kept) process.exitCode = 1;
