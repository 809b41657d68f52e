import {
  addressesOf,
  allFreePorts,
  type PartName,
  type Stack,
  type StackOptions,
  withProgress,
} from '@millrace/local-stack/stack';
import { getContainerRuntimeClient, type StartedTestContainer } from 'testcontainers';
import { CONTAINERS } from './container-specs.ts';

/**
 * The same stack out of the vendors' own images, for machines with a Docker engine: set MILLRACE_STACK=docker. The handle is that
 * of `startStack`, so nothing above it knows the difference. Written where no image can be pulled, hence not run there.
 */
export async function startContainerStack(options: Pick<StackOptions, 'dir' | 'parts' | 'onProgress'>): Promise<Stack> {
  const ports = await allFreePorts();
  const onProgress = options.onProgress ?? (() => {});
  const { container: engine } = await getContainerRuntimeClient();
  const names = options.parts ?? (Object.keys(CONTAINERS) as PartName[]);
  const started = new Map<PartName, StartedTestContainer>();
  const stopped = new Set<PartName>();
  const get = (part: PartName): StartedTestContainer => {
    const container = started.get(part);
    if (container) return container;
    throw new Error(`part ${part} was not started with this stack (it has ${[...started.keys()].join(', ')})`);
  };
  const stop = async () => void (await Promise.all([...started.values()].map((container) => container.stop())));
  const start = async (part: PartName) => {
    const make = CONTAINERS[part];
    if (!make)
      throw new Error(`part ${part} has no container; containers there are for ${Object.keys(CONTAINERS).join(', ')}`);
    started.set(part, await withProgress(part, 'starting its container', onProgress, () => make(ports).start()));
  };
  const results = await Promise.allSettled(names.map(start));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  return {
    dir: options.dir,
    addresses: addressesOf(ports),
    stop,
    kill: async (part, signal = 'SIGKILL') => {
      await engine.getById(get(part).getId()).kill({ signal });
      stopped.add(part);
    },
    restart: async (part) => {
      await get(part).restart();
      stopped.delete(part);
    },
    running: (part) => started.has(part) && !stopped.has(part),
    logFile: (part) => `docker logs ${get(part).getId()}`,
  };
}
