import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SigningKeys } from './signing-keys.ts';
import type { Endpoint } from './endpoints.ts';

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook receiver on loopback that keeps what it got. */
export class Receiver {
  readonly received: Received[] = [];
  readonly #server: Server;

  private constructor(answer: RequestListener) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        this.received.push({ path: request.url ?? '', headers: request.headers, body });
        answer(request, response);
      });
    });
  }

  /** Answers 204 unless told otherwise. */
  static async start(
    answer: RequestListener = (_request, response) => response.writeHead(204).end(),
  ): Promise<Receiver> {
    const receiver = new Receiver(answer);
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export const endpoint = (url: string, over: Partial<Endpoint> = {}): Endpoint => ({
  name: 'maintenance',
  tenant: 'acme',
  url,
  events: ['AlarmRaised', 'AlarmReturnedToNormal', 'AlarmAcknowledged'],
  minPriority: 'LOW',
  keys: new SigningKeys('maintenance', SECRET),
  ...over,
});
