import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Conditions, Flow } from './flow.ts';

const LOOK_AGAIN_MS = 100;

/**
 * A network path on loopback that can be cut and slowed down: what comes on `port` goes to `target`. While nobody listens there,
 * nobody listens here: a client that connects to a dead broker must be refused, as it would be without us.
 */
export class Link {
  readonly #port: number;
  readonly #target: number;
  #server: Server;
  #closed = false;
  readonly #conditions: Conditions = { cut: false, delayMs: 0 };
  readonly #flows = new Set<Flow>();
  readonly #sockets = new Set<Socket>();
  /** Connections that came while the link was cut. */
  #waiting: Socket[] = [];

  constructor(port: number, target: number) {
    this.#port = port;
    this.#target = target;
    this.#server = this.#makeServer();
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', () => resolve());
    });
  }

  cut(): void {
    this.#conditions.cut = true;
    for (const flow of this.#flows) flow.pause();
  }

  slow(delayMs: number): void {
    this.#conditions.delayMs = delayMs;
  }

  /** Everything passes again, what waited first. */
  heal(): void {
    this.#conditions.cut = false;
    this.#conditions.delayMs = 0;
    for (const flow of this.#flows) flow.resume();
    for (const socket of this.#waiting.splice(0)) this.#join(socket);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #makeServer(): Server {
    return createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  /** Nobody listens at the target: stop listening until somebody does. */
  #refuse(): void {
    if (this.#closed || !this.#server.listening) return;
    this.#server.close();
    this.#server = this.#makeServer();
    const look = setInterval(() => {
      const probe = connect({ host: '127.0.0.1', port: this.#target });
      probe.on('error', () => probe.destroy());
      probe.on('connect', () => {
        probe.destroy();
        clearInterval(look);
        if (!this.#closed && !this.#server.listening) this.#server.listen(this.#port, '127.0.0.1');
      });
    }, LOOK_AGAIN_MS);
  }

  #accept(client: Socket): void {
    this.#keep(client);
    if (this.#conditions.cut) this.#waiting.push(client);
    else this.#join(client);
  }

  #join(client: Socket): void {
    if (client.destroyed) return;
    const server = connect({ host: '127.0.0.1', port: this.#target, allowHalfOpen: true, noDelay: true });
    this.#keep(server);
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') this.#refuse();
    });
    const flows = [new Flow(client, server, this.#conditions), new Flow(server, client, this.#conditions)];
    for (const flow of flows) this.#flows.add(flow);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.once('close', () => {
        for (const flow of flows) this.#flows.delete(flow);
        other.destroy();
      });
    }
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy()); // the other side hears of it by the close
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
