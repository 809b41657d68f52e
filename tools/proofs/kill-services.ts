/**
 * Kills (SIGKILL) and restarts every service in turn under load, round after round, and then counts: is every acknowledged
 * reading in ClickHouse exactly once and in order, and was every alarm raised once for every crossing of its limit?
 *   npm run proof:kill -- --rounds 10
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { progressLine, repositoryRoot, startProduct } from '@millrace/local-stack';
import { killRounds } from './kill-rounds.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, json: { type: 'string' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds is ${values.rounds}: must be a whole number of at least 1`);
  process.exit(2);
}

mkdirSync(join(repositoryRoot(), '.millrace'), { recursive: true });
const dir = mkdtempSync(join(repositoryRoot(), '.millrace', 'kill-'));
const product = await startProduct({
  dir,
  ports: 'free',
  onProgress: (event) => console.log(progressLine(event)),
  onUnexpectedExit: (message) => {
    console.error(message);
    process.exitCode = 1;
  },
});
try {
  const report = await killRounds(product, rounds, (line) => console.log(line));
  console.log(JSON.stringify(report, null, 2));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (!report.exact) process.exitCode = 1;
} finally {
  await product.stop();
}
if (process.exitCode === undefined) rmSync(dir, { recursive: true });
else console.error(`what happened is in ${dir}`);
