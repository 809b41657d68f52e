import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { stackForTests } from '@millrace/testing';

/** What a proxied insert meets: nothing; its answer is lost after ClickHouse did it; or it never arrives. */
export type Fault = 'none' | 'answer lost' | 'refused';

/** Stands between the service and ClickHouse and breaks inserts on demand: the network as it is on a bad day. */
export class ClickHouseProxy {
  /** Asked for each insert: what shall happen to it. `done` runs before its answer is (not) given. */
  fault: (table: string) => Fault = () => 'none';
  /** Whether every request, whatever it is, meets nobody. */
  isDown = false;
  refusals = 0;
  readonly inserts: { readonly table: string; readonly token: string; readonly fault: Fault }[] = [];
  readonly #server: Server;
  readonly #target: URL;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => this.#forward(incoming, outgoing));
  }

  static async start(): Promise<ClickHouseProxy> {
    const proxy = new ClickHouseProxy(new URL(stackForTests().clickhouse.url));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (this.isDown) {
      this.refusals += 1;
      outgoing.destroy();
      return;
    }
    const url = new URL(incoming.url ?? '/', this.#target);
    const table = /^INSERT INTO (\w+)/.exec(url.searchParams.get('query') ?? '')?.[1];
    const fault = table === undefined ? 'none' : this.fault(table);
    if (table !== undefined) {
      this.inserts.push({ table, token: url.searchParams.get('insert_deduplication_token') ?? '', fault });
    }
    if (fault === 'refused') {
      outgoing.destroy();
      return;
    }
    const onward = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      if (fault === 'none') {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        return;
      }
      answer.resume();
      answer.once('end', () => outgoing.destroy());
    });
    onward.once('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }
}
