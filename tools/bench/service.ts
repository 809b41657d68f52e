import { join } from 'node:path';
import { ALLOCATOR, freePorts, repositoryRoot } from '@millrace/local-stack';
import { BenchedProcess } from './benched-process.ts';
import type { BenchContext } from './stage.ts';

export interface BenchedService {
  readonly process: BenchedProcess;
  readonly url: string;
}

export interface ServiceOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node itself. */
  readonly nodeArgs?: readonly string[];
  /** Tells instances of one service apart in their logs. */
  readonly instance?: number;
}

/** One of our services as `npm start` runs it, ready; with a CPU profile if one was asked for. */
export async function startService(
  { stack, dir, profileDir }: Pick<BenchContext, 'stack' | 'dir' | 'profileDir'>,
  name: string,
  { env = {}, nodeArgs = [], instance = 0 }: ServiceOptions = {},
): Promise<BenchedService> {
  const { kafkaBrokers, registryUrl } = stack.addresses;
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const service = new BenchedProcess({
    file: process.execPath,
    args: [
      ...(profileDir === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDir]),
      ...nodeArgs,
      join(repositoryRoot(), 'services', name, 'dist/main.js'),
    ],
    env: {
      ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'warn' },
      ...{ ...ALLOCATOR, HTTP_PORT: String(port), ...env },
    },
    logFile: join(dir, `${name}-${instance}.log`),
  });
  try {
    await service.until(async () => (await fetch(`${url}/health/ready`)).ok, `${name} to be ready`);
  } catch (error) {
    await service.stop();
    throw error;
  }
  return { process: service, url };
}
