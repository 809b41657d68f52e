import { resolve } from 'node:path';
import { type Addresses, addressesOf } from './addresses.ts';
import { lockDir } from './lock.ts';
import { clickhousePart, type ClickHouseUser, DEFAULT_CLICKHOUSE_USER } from './parts/clickhouse.ts';
import { kafkaPart } from './parts/kafka.ts';
import { mosquittoPart } from './parts/mosquitto.ts';
import { DEFAULT_MQTT_USERS, type MqttUser } from './parts/mosquitto-config.ts';
import { otlpPart } from './parts/otlp.ts';
import { type Part, PART_NAMES, type PartName } from './parts/part.ts';
import { proxyPart, type ServicePorts } from './parts/proxy.ts';
import { registryPart } from './parts/registry.ts';
import { allFreePorts, assertPortsFree, type Ports, portsFromEnv } from './ports.ts';
import type { OnProgress } from './progress.ts';
import { type OnUnexpectedEnd, SupervisedPart } from './supervised-part.ts';

export interface StackOptions {
  /** Data, logs and the lock live here; the same folder again is a warm start with the same data. */
  readonly dir: string;
  /** `'free'` for any free ports; by default the usual ones, as MILLRACE_PORT_* changes them. */
  readonly ports?: Partial<Ports> | 'free';
  readonly parts?: readonly PartName[];
  readonly onProgress?: OnProgress;
  /** Brokers that are there already, `host:port`; the stack then starts none. */
  readonly kafkaBrokers?: readonly string[];
  readonly mqttUsers?: readonly MqttUser[];
  readonly clickhouseUser?: ClickHouseUser;
  /** Ports of the five services behind the front proxy; by default the usual ones. */
  readonly servicePorts?: ServicePorts;
  /** A part that served has ended by itself. The others go on; `restart` brings it back. */
  readonly onUnexpectedEnd?: OnUnexpectedEnd;
}

export interface Stack {
  readonly dir: string;
  readonly addresses: Addresses;
  /** Ends everything, readers before what they read from. Safe to call twice. */
  stop(): Promise<void>;
  /** Sends a signal to a part's program; resolves when it has ended (SIGKILL, SIGTERM, SIGINT) or at once (SIGSTOP, SIGCONT …). */
  kill(part: PartName, signal?: NodeJS.Signals): Promise<void>;
  /** Stops the part if it runs and starts it again on the same ports and data; resolves when it serves. */
  restart(part: PartName): Promise<void>;
  running(part: PartName): boolean;
  logFile(part: PartName): string;
}

/** Starts the parts side by side; resolves when all of them serve, and stops them all when one can't start. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dir = resolve(options.dir);
  const names = PART_NAMES.filter(
    (name) => (options.parts ?? PART_NAMES).includes(name) && !(name === 'kafka' && options.kafkaBrokers),
  );
  const ports = options.ports === 'free' ? await allFreePorts() : { ...portsFromEnv(), ...options.ports };
  const unlock = await lockDir(dir);
  const onProgress = options.onProgress ?? (() => {});
  const around = { dir, ports, onProgress, onUnexpectedEnd: options.onUnexpectedEnd ?? (() => {}) };
  const make = (name: PartName) => new SupervisedPart(partNamed(name, options), around);
  const parts = new Map(names.map((name) => [name, make(name)]));
  try {
    await assertPortsFree(
      ports,
      [...parts.values()].flatMap((one) => one.part.ports),
    );
    await startAll(parts);
  } catch (error) {
    unlock();
    throw error;
  }
  return new RunningStack(dir, addressesOf(ports, options), parts, unlock);
}

function partNamed(name: PartName, options: StackOptions): Part {
  if (name === 'kafka') return kafkaPart;
  if (name === 'registry') return registryPart;
  if (name === 'clickhouse') return clickhousePart(options.clickhouseUser ?? DEFAULT_CLICKHOUSE_USER);
  if (name === 'mosquitto') return mosquittoPart(options.mqttUsers ?? DEFAULT_MQTT_USERS);
  if (name === 'otlp') return otlpPart;
  return proxyPart(options.servicePorts ?? {});
}

async function startAll(parts: ReadonlyMap<PartName, SupervisedPart>): Promise<void> {
  const results = await Promise.allSettled([...parts.values()].map((one) => one.start()));
  const problems = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  if (problems.length === 0) return;
  await Promise.all([...parts.values()].map((one) => one.stop()));
  throw problems.length === 1 ? problems[0] : new AggregateError(problems, problems.map((p) => p.message).join('\n'));
}

class RunningStack implements Stack {
  readonly dir: string;
  readonly addresses: Addresses;
  readonly #parts: ReadonlyMap<PartName, SupervisedPart>;
  readonly #unlock: () => void;
  #stopped: Promise<void> | undefined;

  constructor(dir: string, addresses: Addresses, parts: ReadonlyMap<PartName, SupervisedPart>, unlock: () => void) {
    this.dir = dir;
    this.addresses = addresses;
    this.#parts = parts;
    this.#unlock = unlock;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async kill(part: PartName, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.#part(part).kill(signal);
  }

  async restart(part: PartName): Promise<void> {
    await this.#part(part).stop();
    await this.#part(part).start();
  }

  running(part: PartName): boolean {
    return this.#part(part).running;
  }

  logFile(part: PartName): string {
    return this.#part(part).logFile;
  }

  /** Front doors first, the event store last: nothing then complains about a neighbour that has gone. */
  async #stopAll(): Promise<void> {
    const waves: readonly (readonly PartName[])[] = [
      ['proxy'],
      ['mosquitto', 'registry', 'clickhouse'],
      ['kafka', 'otlp'],
    ];
    for (const wave of waves) await Promise.all(wave.map((name) => this.#parts.get(name)?.stop()));
    this.#unlock();
  }

  #part(name: PartName): SupervisedPart {
    const part = this.#parts.get(name);
    if (!part)
      throw new Error(`part ${name} was not started with this stack (it has ${[...this.#parts.keys()].join(', ')})`);
    return part;
  }
}
