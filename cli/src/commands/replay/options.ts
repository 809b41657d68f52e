import { parseArgs } from 'node:util';
import { REPLAY_STEPS, type ReplayStep } from '@millrace/streaming';
import { PROJECTIONS, type Projection } from './projections.ts';

export interface ReplayOptions {
  readonly step: ReplayStep;
  readonly projections: readonly Projection[];
  /** Milliseconds since 1970. */
  readonly since: number | undefined;
  readonly acceptDifferences: boolean;
  /** File for the results as JSON. */
  readonly json: string | undefined;
}

export const HELP = [
  'millrace replay [step] --projection <name> [options]',
  '',
  'Rebuilds a projection from its topic into a new version beside the live one, compares the two, and lets the new one take over.',
  '',
  `  --projection <name>     ${PROJECTIONS.join(', ')}, or all; may be given several times`,
  '  --from <time>           ISO 8601: begin there instead of at the first record of the topic; older rows are copied',
  '  --accept-differences    switch although the versions differ: the rebuilt one is right',
  '  --json <file>           write what was found there, too',
  '',
  'steps (without one: start, compare, and switch if they are equal)',
  '  start     make the new version and read the topic until it has caught up; goes on where it was stopped',
  '  status    how far it is',
  '  compare   catch up, and compare row for row (key for key)',
  '  switch    catch up, compare, and let the new version take over; readers notice nothing, writers wait a moment',
  '  drop      remove the old version after a switch',
  '  abort     give the new version up; the live one is not touched',
  '',
  'It uses the settings of the services: KAFKA_*, SCHEMA_REGISTRY_URL, CLICKHOUSE_*. See docs/replay.md.',
];

/** @returns the options, `help`, or what is wrong with the words */
export function replayOptions(words: readonly string[]): ReplayOptions | 'help' | { readonly wrong: string } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        projection: { type: 'string', multiple: true },
        from: { type: 'string' },
        'accept-differences': { type: 'boolean', default: false },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [step = 'run', ...more] = positionals;
  if (!isStep(step) || more.length > 0)
    return { wrong: `step '${positionals.join(' ')}': must be one of ${REPLAY_STEPS.slice(1).join(', ')}, or none` };
  const names = values.projection ?? [];
  if (names.length === 0) return { wrong: `--projection: must be one of ${PROJECTIONS.join(', ')}, or all` };
  const unknown = names.find((name) => name !== 'all' && !isProjection(name));
  if (unknown !== undefined)
    return { wrong: `--projection '${unknown}': must be one of ${PROJECTIONS.join(', ')}, or all` };
  const since = values.from === undefined ? undefined : Date.parse(values.from);
  if (Number.isNaN(since)) return { wrong: `--from '${values.from}': must be a time as 2026-11-25T06:00:00Z` };
  return {
    step,
    projections: names.includes('all') ? PROJECTIONS : PROJECTIONS.filter((name) => names.includes(name)),
    since,
    acceptDifferences: values['accept-differences'],
    json: values.json,
  };
}

const isStep = (step: string): step is ReplayStep => (REPLAY_STEPS as readonly string[]).includes(step);
const isProjection = (name: string): name is Projection => (PROJECTIONS as readonly string[]).includes(name);
