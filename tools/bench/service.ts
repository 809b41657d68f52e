import { join } from 'node:path';
import { freePorts, repositoryRoot } from '@millrace/local-stack';
import { BenchedProcess } from './benched-process.ts';
import type { BenchContext } from './stage.ts';

export interface BenchedService {
  readonly process: BenchedProcess;
  readonly url: string;
}

/** One of our services as `npm start` runs it, ready; with a CPU profile if one was asked for. */
export async function startService(
  { stack, dir, profileDir }: BenchContext,
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<BenchedService> {
  const { kafkaBrokers, registryUrl } = stack.addresses;
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const service = new BenchedProcess({
    file: process.execPath,
    args: [
      ...(profileDir === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDir]),
      join(repositoryRoot(), 'services', name, 'dist/main.js'),
    ],
    env: {
      ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'warn' },
      ...{ HTTP_PORT: String(port), ...env },
    },
    logFile: join(dir, `${name}.log`),
  });
  await service.until(async () => (await fetch(`${url}/health/ready`)).ok, `${name} to be ready`);
  return { process: service, url };
}
