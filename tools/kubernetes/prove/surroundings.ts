import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the product stands on, as pods reach it. */
export interface Surroundings {
  readonly kafkaBrokers: readonly string[];
  readonly registryUrl: string;
  readonly clickhouse: { readonly url: string; readonly user: string; readonly password: string };
  readonly mqtt?: { readonly url: string; readonly user: string; readonly password: string };
  readonly replicationFactor: number;
  stop(): Promise<void>;
}

/** What is there already, by the environment: passwords don't belong into arguments. */
export function givenSurroundings(env: NodeJS.ProcessEnv = process.env): Surroundings {
  const needed = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name}: needed, or --with-local-stack`);
    return value;
  };
  return {
    kafkaBrokers: needed('KAFKA_BROKERS').split(','),
    registryUrl: needed('SCHEMA_REGISTRY_URL'),
    clickhouse: {
      url: needed('CLICKHOUSE_URL'),
      user: env['CLICKHOUSE_USER'] ?? 'default',
      password: env['CLICKHOUSE_PASSWORD'] ?? '',
    },
    replicationFactor: Number(env['KAFKA_REPLICATION_FACTOR'] ?? 3),
    stop: () => Promise.resolve(),
  };
}

/** The local stack, listening on an address of this machine that pods can reach. */
export async function localSurroundings(host: string, tell: (line: string) => void): Promise<Surroundings> {
  // The local stack reads its address when it is loaded.
  process.env['MILLRACE_HOST'] = host;
  const { progressLine, startStack } = await import('@millrace/local-stack');
  const dir = await mkdtemp(join(tmpdir(), 'millrace-proof-'));
  const stack = await startStack({
    dir,
    ports: 'free',
    parts: ['kafka', 'clickhouse', 'registry', 'mosquitto'],
    onProgress: (event) => tell(progressLine(event)),
  });
  const { kafkaBrokers, registryUrl, clickhouse, mqtt } = stack.addresses;
  return {
    ...{ kafkaBrokers, registryUrl, clickhouse, mqtt },
    replicationFactor: 1,
    async stop() {
      await stack.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
