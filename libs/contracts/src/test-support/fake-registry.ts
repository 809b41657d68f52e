import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry in memory that speaks the part of the Confluent API the client uses, and can be told to fail. */
export class FakeRegistry implements AsyncDisposable {
  readonly schemas = new Map<number, string>();
  readonly subjects = new Map<string, number[]>();
  readonly levels = new Map<string, string>();
  /** `METHOD /path` of every request, in order. */
  readonly requests: string[] = [];
  /** Statuses to answer the next requests with; undefined for the true answer. */
  readonly failures: (number | undefined)[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  static async start(): Promise<FakeRegistry> {
    const registry = new FakeRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/apis/ccompat/v7`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  add(schema: string): number {
    const known = [...this.schemas].find(([, other]) => other === schema);
    if (known !== undefined) return known[0];
    const id = this.schemas.size + 1;
    this.schemas.set(id, schema);
    return id;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const path = decodeURIComponent((request.url ?? '').replace('/apis/ccompat/v7', '').replace(/\?.*/, ''));
    this.requests.push(`${request.method} ${path}`);
    const failure = this.failures.shift();
    const body = text === '' ? {} : (JSON.parse(text) as { schema?: string; compatibility?: string });
    const answer = failure === undefined ? this.#answer(`${request.method} ${path}`, body) : failure;
    response.statusCode = typeof answer === 'number' ? answer : 200;
    response.end(typeof answer === 'number' ? `{"error_code":${answer}}` : JSON.stringify(answer));
  }

  #answer(call: string, body: { schema?: string; compatibility?: string }): object | number {
    const [, method, resource, name = '', rest] = /^(\w+) \/(\w+)\/?([^/]*)(\/.*)?$/.exec(call) ?? [];
    if (resource === 'schemas') {
      const schema = this.schemas.get(Number(rest?.slice('/'.length)));
      return schema === undefined ? 404 : { schema };
    }
    if (resource === 'config') {
      if (method === 'PUT') this.levels.set(name, body.compatibility ?? '');
      return this.levels.has(name) ? { compatibilityLevel: this.levels.get(name) } : 404;
    }
    const versions = this.subjects.get(name) ?? [];
    if (method === 'GET') return name === '' ? [...this.subjects.keys()] : versions.map((_, index) => index + 1);
    if (rest === '/versions') {
      const id = this.add(body.schema ?? '');
      this.subjects.set(name, versions.includes(id) ? versions : [...versions, id]);
      return { id };
    }
    const id = versions.find((version) => this.schemas.get(version) === body.schema);
    return id === undefined ? 404 : { id };
  }
}
