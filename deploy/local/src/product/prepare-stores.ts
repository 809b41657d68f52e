import { join } from 'node:path';
import type { Addresses } from '../addresses.ts';
import { repositoryRoot } from '../paths.ts';
import { mustRun } from '../tools/run-tool.ts';

/** The programs that make what the services need: the same ones that the Helm chart runs as hook jobs. */
const JOBS = [
  ['streaming', 'ensure-topics'],
  ['contracts', 'register'],
  ['clickhouse', 'migrate'],
] as const;

/** Creates topics, schema registrations and tables that are missing; what exists stays as it is. */
export async function prepareStores(addresses: Addresses, replicationFactor: number): Promise<void> {
  const { url, user, password } = addresses.clickhouse;
  const env = {
    ...process.env,
    KAFKA_BROKERS: addresses.kafkaBrokers.join(','),
    KAFKA_REPLICATION_FACTOR: String(replicationFactor),
    SCHEMA_REGISTRY_URL: addresses.registryUrl,
    CLICKHOUSE_URL: url,
    CLICKHOUSE_USER: user,
    CLICKHOUSE_PASSWORD: password,
  };
  const root = repositoryRoot();
  await Promise.all(
    JOBS.map(([library, job]) =>
      mustRun(process.execPath, [join(root, 'libs', library, 'dist', 'cli', `${job}.js`)], { cwd: root, env }),
    ),
  );
}
