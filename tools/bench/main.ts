/**
 * `npm run bench`: every stage of the pipeline beside its peer, on one broker and with the same input, in one run. What counts is the
 * CPU of the whole process under measurement, or the clock where a stage says so. `--help` says what can be chosen.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@millrace/local-stack';
import { onFreshStack } from './fresh-stack.ts';
import { describeMachine } from './machine.ts';
import type { Measured, Stage } from './stage.ts';
import { anomalyDetection } from './stages/anomaly-detection.ts';
import { clickHouseWriter } from './stages/clickhouse-writer.ts';
import { enrichment } from './stages/enrichment.ts';
import { growth } from './stages/growth.ts';
import { ingestionHttp } from './stages/ingestion-http.ts';
import { ingestionSparkplug } from './stages/ingestion-sparkplug.ts';
import { instances } from './stages/instances.ts';
import { pipeline } from './stages/pipeline.ts';
import { renderTable, summarize } from './summary.ts';
import { withTable } from './written-table.ts';

const STAGES: readonly Stage[] = [
  ingestionHttp,
  ingestionSparkplug,
  ...enrichment,
  anomalyDetection,
  clickHouseWriter,
  pipeline,
  growth,
  instances,
];
const USAGE = `npm run bench -- [options]

  --only STAGE        one of (or what they begin with): ${STAGES.map(({ name }) => name).join(', ')}
  --repetitions N     how often each comparison is made (3)
  --json FILE         the results there too, as a list of {stage, ours, peer, ratio, goal, goalIs, unit, lowest, highest}
  --profile DIR       CPU profiles of our processes there (slows them down)
  --smoke             a twentieth of counted work: shows that everything runs, its figures say nothing
  --write             the table into docs/benchmarks.md`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    repetitions: { type: 'string', default: '3' },
    json: { type: 'string' },
    profile: { type: 'string' },
    write: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const stages = STAGES.filter(
  ({ name }) => values.only === undefined || name === values.only || name.startsWith(`${values.only}.`),
);
const repetitions = Number(values.repetitions);
if (values.help || stages.length === 0 || !Number.isInteger(repetitions) || repetitions < 1) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const sized = (amount: number): number => (values.smoke ? Math.ceil(amount / 20) : amount);
const tell = (line: string): void => console.error(line);

async function repeat(stage: Stage, repetition: number): Promise<Measured[]> {
  tell(`${stage.name}, repetition ${repetition + 1} of ${repetitions}`);
  return onFreshStack(stage.parts, async ({ stack, dir }) => {
    const measured = await stage.run({ stack, dir, repetition, tell, sized, profileDir: values.profile });
    for (const { stage: name, ours, peer, unit } of measured)
      tell(`  ${name}: ${Math.round(ours)}${peer === undefined ? '' : ` beside ${Math.round(peer)}`} ${unit}`);
    return measured;
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const machine = describeMachine();
execFileSync('npx', ['tsc', '-b'], { cwd: repositoryRoot(), stdio: 'inherit' });
const measured: Measured[][] = [];
for (const stage of stages)
  for (let repetition = 0; repetition < repetitions; repetition += 1) measured.push(await repeat(stage, repetition));
const summaries = summarize(measured);
console.log(`${machine}\n\n${renderTable(summaries)}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(summaries, null, 2)}\n`);
if (values.write) {
  const file = join(repositoryRoot(), 'docs/benchmarks.md');
  writeFileSync(file, withTable(readFileSync(file, 'utf8'), machine, summaries));
}
