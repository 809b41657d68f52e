import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpSender, Offered } from './http-sender.ts';

export type Outcomes = Record<Offered | 'no connection free', number>;

const noOutcomes = (): Outcomes => {
  return { acknowledged: 0, share: 0, unavailable: 0, 'no answer': 0, 'no connection free': 0 };
};

const TICK_MS = 20;

/** Offers whole requests a second whatever becomes of them: nobody here heeds Retry-After. */
export class HttpLoad {
  readonly outcomes = noOutcomes();
  readonly #idle: HttpSender[];
  readonly #running = new Set<Promise<void>>();
  #failure: Error | undefined;

  constructor(senders: readonly HttpSender[]) {
    this.#idle = [...senders];
  }

  /** Requests a second that are acknowledged when so many connections send one after the other. */
  static async capacity(senders: readonly HttpSender[], connections: number, seconds: number): Promise<number> {
    const until = performance.now() + seconds * 1_000;
    let acknowledged = 0;
    const drive = async (sender: HttpSender): Promise<void> => {
      while (performance.now() < until) if ((await sender.offer()) === 'acknowledged') acknowledged += 1;
    };
    await Promise.all(senders.slice(0, connections).map(drive));
    return acknowledged / seconds;
  }

  /** @throws the first error of a sender */
  async run(perSecond: number, seconds: number): Promise<void> {
    const began = performance.now();
    for (let offered = 0; performance.now() < began + seconds * 1_000; await sleep(TICK_MS)) {
      if (this.#failure !== undefined) throw this.#failure;
      const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
      for (; offered < due; offered += 1) this.#offer();
    }
  }

  /** Ends with every sender's last messages acknowledged, so that what was sent is what was acknowledged. */
  async finish(senders: readonly HttpSender[]): Promise<void> {
    await Promise.all(this.#running);
    const open = [...senders];
    const drive = async (): Promise<void> => {
      for (let sender = open.pop(); sender !== undefined; sender = open.pop()) {
        while ((await sender.offer()) !== 'acknowledged') await sleep(200);
      }
    };
    await Promise.all(Array.from({ length: 8 }, drive));
    if (this.#failure !== undefined) throw this.#failure;
  }

  #offer(): void {
    const sender = this.#idle.shift();
    if (sender === undefined) {
      this.outcomes['no connection free'] += 1;
      return;
    }
    const offered = sender.offer().then(
      (outcome) => {
        this.outcomes[outcome] += 1;
        this.#idle.push(sender);
      },
      (error: unknown) => {
        this.#failure = error as Error;
      },
    );
    this.#running.add(offered);
    void offered.then(() => this.#running.delete(offered));
  }
}
