import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { FlushBodies } from './flush-bodies.ts';

export interface FlushLoadOptions {
  readonly url: string;
  readonly token: string;
  /** Tells the message ids of this load from those of another. */
  readonly run: string;
  readonly spikeEvery?: number;
}

const TICK_MS = 5;
const TIMEOUT_MS = 60_000;

/** Posts gateway flushes from this process: what k6 does, for a tenth of its CPU, where load and product share the machine. */
export class FlushLoad {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #bodies: FlushBodies;
  readonly #agent = new Agent({ keepAlive: true });
  /** Flushes that were answered with success. */
  acknowledged = 0;

  constructor({ url, token, run, spikeEvery = 0 }: FlushLoadOptions) {
    this.#url = url;
    this.#headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    this.#bodies = new FlushBodies(run, spikeEvery);
  }

  /** Keeps `inFlight` flushes under way for as long as each is permitted. @throws Error when one is refused */
  async whilePermitted(inFlight: number, permitted: () => Promise<boolean>): Promise<void> {
    const send = async (): Promise<void> => {
      while (await permitted()) await this.#post();
    };
    await Promise.all(Array.from({ length: inFlight }, send));
  }

  /** Sends so many flushes a second, whenever the answers come. @throws Error when one is refused */
  async paced(perSecond: number, seconds: number): Promise<void> {
    const running = new Set<Promise<void>>();
    const failed = Promise.withResolvers<never>();
    const began = performance.now();
    let sent = 0;
    for (let passed = 0; passed < seconds; passed = (performance.now() - began) / 1_000) {
      for (; sent < passed * perSecond; sent += 1) {
        const flush = this.#post().finally(() => running.delete(flush));
        flush.catch(failed.reject);
        running.add(flush);
      }
      await Promise.race([sleep(TICK_MS), failed.promise]);
    }
    await Promise.all(running);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(): Promise<void> {
    const body = this.#bodies.next(Date.now());
    return new Promise((resolve, reject) => {
      const headers = { ...this.#headers, 'content-length': body.length };
      const call = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        const { statusCode = 0 } = answer;
        answer.resume();
        answer.on('error', reject);
        answer.on('end', () => {
          if (statusCode < 200 || statusCode > 299) reject(new Error(`a flush was answered with ${statusCode}`));
          else resolve(void (this.acknowledged += 1));
        });
      });
      call.setTimeout(TIMEOUT_MS, () => call.destroy(new Error('a flush was not answered')));
      call.on('error', reject);
      call.end(body);
    });
  }
}
