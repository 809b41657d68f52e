import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Every port the stack listens on, with its local default. All of them are bound to the loopback address only. */
export const DEFAULT_PORTS = {
  kafka: 9092,
  kafkaController: 9093,
  registry: 8090,
  registryManagement: 8091,
  clickhouse: 8123,
  mosquitto: 1883,
  otlp: 4318,
  proxy: 8080,
} as const;
export type PortName = keyof typeof DEFAULT_PORTS;
export type Ports = Readonly<Record<PortName, number>>;
export const PORT_NAMES = Object.keys(DEFAULT_PORTS) as PortName[];

/** Loopback, unless another machine or a cluster's pods are to reach the stack: then an address of this machine, MILLRACE_HOST. */
export const stackHost = (): string => process.env['MILLRACE_HOST'] || '127.0.0.1';

/** `registryManagement` → `MILLRACE_PORT_REGISTRY_MANAGEMENT`. */
export const portVariable = (name: PortName): string => `MILLRACE_PORT_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

/** The defaults, with what the environment says instead. Throws on a value that is no port. */
export function portsFromEnv(env: NodeJS.ProcessEnv = process.env): Ports {
  const entry = (name: PortName): [PortName, number] => {
    const text = env[portVariable(name)];
    if (text === undefined || text === '') return [name, DEFAULT_PORTS[name]];
    const port = Number(text);
    if (Number.isInteger(port) && port >= 1 && port <= 65_535) return [name, port];
    throw new Error(`${portVariable(name)} is ${JSON.stringify(text)}: must be a whole number from 1 to 65535`);
  };
  return Object.fromEntries(PORT_NAMES.map(entry)) as Ports;
}

/** Listens on `port`; resolves with a way to let go of it, or with the error's code when it can't be had. */
function tryListen(port: number): Promise<{ port: number; release: () => Promise<void> } | { code: string }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve({ code: error.code ?? error.message }));
    const release = () => new Promise<void>((done) => server.close(() => done()));
    server.listen({ port, host: stackHost(), exclusive: true }, () => resolve({ port, release }));
  });
}

/**
 * Free ports are looked for below the range from which the kernel gives outgoing connections theirs: while a part is down
 * between kill and restart, some client's connection would otherwise sit on its port sooner or later.
 */
const FIRST_FREE = 15_000;
const LAST_FREE = 32_000;
const ATTEMPTS = 200;

/** Ports nobody listens on now. Ask for all you need in one call, so that they differ from each other. */
export async function freePorts(count: number): Promise<number[]> {
  const held: { port: number; release: () => Promise<void> }[] = [];
  let refusal = '';
  for (let attempt = 0; held.length < count && attempt < ATTEMPTS + count; attempt++) {
    const got = await tryListen(FIRST_FREE + randomInt(LAST_FREE - FIRST_FREE));
    if ('port' in got) held.push(got);
    else refusal = got.code;
  }
  for (const one of held) await one.release();
  if (held.length < count)
    throw new Error(`no ${count} free ports between ${FIRST_FREE} and ${LAST_FREE} on ${stackHost()}: ${refusal}`);
  return held.map((one) => one.port);
}

export async function allFreePorts(): Promise<Ports> {
  const ports = await freePorts(PORT_NAMES.length);
  return Object.fromEntries(PORT_NAMES.map((name, i) => [name, ports[i]])) as Ports;
}

export const portConflictText = (name: PortName, port: number, code: string): string =>
  `port ${port} for ${name} can't be used (${code === 'EADDRINUSE' ? 'another program listens on it' : code}); ` +
  `set ${portVariable(name)} to a free port, or stop that program (see who it is: ss -ltnp 'sport = :${port}')`;

/** Throws one error naming every port of `names` that is taken. */
export async function assertPortsFree(ports: Ports, names: readonly PortName[]): Promise<void> {
  const problems: string[] = [];
  for (const name of names) {
    const got = await tryListen(ports[name]);
    if ('code' in got) problems.push(portConflictText(name, ports[name], got.code));
    else await got.release();
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
