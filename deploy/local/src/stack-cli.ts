import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './paths.ts';
import { PART_NAMES, type PartName } from './parts/part.ts';
import { progressLine } from './progress.ts';
import { startStack } from './stack.ts';

/** `node stack-cli.ts [--dir folder] [--parts kafka,clickhouse]`: runs the stack in the foreground until Ctrl-C. */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: process.env['MILLRACE_DATA'] ?? join(repositoryRoot(), '.millrace', 'stack') },
    parts: { type: 'string', default: PART_NAMES.join(',') },
    help: { type: 'boolean', default: false },
  },
});

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

function partsFrom(text: string): PartName[] {
  const asked = text.split(',').filter((name) => name !== '');
  const unknown = asked.filter((name) => !(PART_NAMES as readonly string[]).includes(name));
  if (unknown.length === 0) return asked as PartName[];
  throw new Error(`--parts names ${unknown.join(', ')}: must be of ${PART_NAMES.join(', ')}`);
}

async function main(): Promise<void> {
  if (values.help) return console.log(`stack-cli [--dir <folder>] [--parts ${PART_NAMES.join(',')}]`);
  const began = performance.now();
  // Before all is ready there is nothing to stop in order: the guards end whatever has been started.
  const hurry = () => process.exit(130);
  for (const signal of SIGNALS) process.once(signal, hurry);
  const stack = await startStack({
    dir: values.dir,
    parts: partsFrom(values.parts),
    onProgress: (event) => console.log(progressLine(event)),
    onUnexpectedEnd: (part, how, logFile) => console.error(`${part} ended by itself (${how}); its log is ${logFile}`),
  });
  console.log(
    `ready after ${((performance.now() - began) / 1000).toFixed(1)} s; data and logs in ${stack.dir}; Ctrl-C stops everything`,
  );
  console.log(JSON.stringify(stack.addresses, undefined, 2));
  await new Promise<void>((resolve) => {
    for (const signal of SIGNALS) process.removeListener(signal, hurry).once(signal, () => resolve());
  });
  console.log('stopping');
  await stack.stop();
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
