import { get, type ClientRequest, type IncomingMessage } from 'node:http';

interface ValueHeard {
  readonly assetId: string;
  readonly assetPath: string;
  readonly value: number;
}

/** One person's event stream: the last value of each machine that was heard of, every place, and when. */
export class EventListener {
  readonly values = new Map<string, number>();
  readonly places = new Set<string>();
  /** Assets of the alarms that were heard of. */
  readonly alarms = new Set<string>();
  /** When something was heard last, milliseconds since 1970. */
  lastHeardAt = 0;
  status = 0;
  events = 0;
  readonly opened: Promise<void>;
  #request: ClientRequest;
  #rest = '';

  constructor(url: string, token: string) {
    const opened = Promise.withResolvers<void>();
    this.opened = opened.promise;
    this.#request = get(
      `${url}/v1/events`,
      { headers: { authorization: `Bearer ${token}` }, agent: false },
      (response) => {
        this.status = response.statusCode ?? 0;
        if (this.status !== 200) {
          response.resume();
          opened.resolve();
          return;
        }
        this.#read(response, () => opened.resolve());
      },
    );
    this.#request.on('error', (error) => {
      if (this.status === 0) opened.reject(error);
    });
  }

  close(): void {
    this.#request.destroy();
  }

  #read(response: IncomingMessage, onHello: () => void): void {
    response.setEncoding('utf8');
    response.on('error', () => undefined); // it is cut off when the proof is over
    response.on('data', (text: string) => {
      const blocks = (this.#rest + text).split('\n\n');
      this.#rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: (\w+)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (event === 'hello') onHello();
        if (event !== undefined && event !== 'hello' && data !== undefined) this.#take(event, data);
      }
    });
  }

  #take(event: string, data: string): void {
    this.lastHeardAt = Date.now();
    this.events += 1;
    if (event === 'values') {
      for (const { assetId, assetPath, value } of JSON.parse(data) as ValueHeard[]) {
        this.values.set(assetId, value);
        this.places.add(assetPath);
      }
      return;
    }
    const { assetId, assetPath } = JSON.parse(data) as ValueHeard;
    this.places.add(assetPath);
    if (event === 'alarm') this.alarms.add(assetId);
  }
}
