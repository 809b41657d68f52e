import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** Some port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * A way from this machine to a Service of the cluster. kubectl ties itself to one pod and ends with it, so it is started again until
 * `stop()`: to who uses the address, a pod's end looks like a refused connection.
 */
export class PortForward {
  readonly #namespace: string;
  readonly #service: string;
  #port = 0;
  #child: ChildProcess | undefined;
  #stopped = false;

  constructor(namespace: string, service: string) {
    this.#namespace = namespace;
    this.#service = service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    this.#port = await freePort();
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#child?.kill();
  }

  #connect(): void {
    if (this.#stopped) return;
    const target = [`service/${this.#service}`, `${this.#port}:80`];
    this.#child = spawn('kubectl', ['--namespace', this.#namespace, 'port-forward', ...target], { stdio: 'ignore' });
    this.#child.once('exit', () => setTimeout(() => this.#connect(), RECONNECT_MS));
  }
}

const RECONNECT_MS = 300;
