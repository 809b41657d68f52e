/**
 * `npm run proof:overload -- [--minutes 5] [--factor 10] [--json FILE]`: starts the whole product, finds how much HTTP telemetry it
 * takes, offers a multiple of it over many connections, with large bodies, MQTT and Sparkplug beside it, while Kafka is made slow, and
 * stands still, again and again. Prints the memory of every service over time. Ends with code 1 when a service exceeded the memory
 * the chart gives it, or when anything acknowledged is lost or doubled. See docs/overload.md.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { progressLine, repositoryRoot, startProduct } from '@millrace/local-stack';
import { curves } from './curve.ts';
import { AS_IN_THE_CHART, FULL } from './sizes.ts';
import { overload } from './overload.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    factor: { type: 'string', default: '10' },
    json: { type: 'string' },
  },
});

function positive(name: 'minutes' | 'factor'): number {
  const number = Number(values[name]);
  if (number > 0) return number;
  console.error(`--${name} is ${values[name]}: must be a number above 0`);
  process.exit(2);
}

const [seconds, factor] = [positive('minutes') * 60, positive('factor')];
mkdirSync(join(repositoryRoot(), '.millrace'), { recursive: true });
const dir = mkdtempSync(join(repositoryRoot(), '.millrace', 'overload-'));
const product = await startProduct({
  ...{ dir, ports: 'free', env: AS_IN_THE_CHART },
  onProgress: (event) => console.log(progressLine(event)),
  onUnexpectedExit: (message) => {
    console.error(message);
    process.exitCode = 1;
  },
});
try {
  const report = await overload(product, { ...FULL, seconds, factor, tell: (line) => console.log(line) });
  const { samples, ...figures } = report;
  console.log(JSON.stringify(figures, null, 2));
  console.log(curves(samples, report.boundBytes, 64 * 1_048_576));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (!report.kept) process.exitCode = 1;
} finally {
  await product.stop();
}
if (process.exitCode === undefined) rmSync(dir, { recursive: true });
else console.error(`what happened is in ${dir}`);
