import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { loadSettings } from '@millrace/platform';
import type { ReplayFinding, ReplayStep } from '@millrace/streaming';
import { stackForTests } from '@millrace/testing';
import { settingsSchema } from '../config.ts';
import { PROJECTIONS } from '../replay/projections.ts';
import { withContext } from '../replay/replay-context.ts';
import { replayStep } from '../replay/steps.ts';

const PROGRAM = fileURLToPath(new URL('../replay/main.ts', import.meta.url));

function environment(database: string, clickhouseUrl?: string): Record<string, string> {
  const { kafkaBrokers, registryUrl, clickhouse } = stackForTests();
  return {
    ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'error' },
    ...{ CLICKHOUSE_URL: clickhouseUrl ?? clickhouse.url, CLICKHOUSE_USER: clickhouse.user },
    ...{ CLICKHOUSE_PASSWORD: clickhouse.password, CLICKHOUSE_DATABASE: database },
  };
}

/** One step of a replay in this process, and what it said. */
export async function replay(
  database: string,
  name: string,
  step: ReplayStep,
  since?: number,
): Promise<ReplayFinding & { readonly said: string }> {
  const projection = PROJECTIONS[name];
  if (projection === undefined) throw new Error(name);
  const said: string[] = [];
  const hear = (line: string): void => void said.push(line);
  const say = { out: hear, progress: hear };
  const signal = new AbortController().signal;
  const found = await withContext(
    loadSettings(settingsSchema, environment(database)),
    { name, projection, say, signal },
    (context) => replayStep(context, { step, projection: name, since }),
  );
  return { ...found, said: said.join('\n') };
}

/** The same as a process of its own, which can be killed. */
export function replayProcess(database: string, words: readonly string[], clickhouseUrl: string): ChildProcess {
  return fork(PROGRAM, words, {
    env: { ...process.env, ...environment(database, clickhouseUrl) },
    execArgv: ['--conditions=@millrace/source', '--disable-warning=ExperimentalWarning'],
  });
}
