import { PARTITIONS, topic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { metricsOf } from '../service-metrics.ts';
import { type BenchedService, startService } from '../service.ts';
import type { BenchContext } from '../stage.ts';

export const STREAM = 'enrichment.telemetry';

/** Instances of enrichment that share one group. */
export class Instances {
  readonly #context: BenchContext;
  #running: readonly BenchedService[] = [];
  #started = 0;

  constructor(context: BenchContext) {
    this.#context = context;
  }

  get processes() {
    return this.#running.map(({ process }) => process);
  }

  /** Starts one more; it has joined the group when this resolves, but the others may not have let go of partitions yet. */
  async add(): Promise<void> {
    this.#started += 1;
    const service = await startService(this.#context, 'enrichment', { instance: this.#started });
    this.#running = [...this.#running, service];
  }

  /**
   * Partitions of each instance's work, when every instance has some and none is left over. An instance names a partition once it had
   * a record of it: `nudge` sends some to all of them.
   */
  async shares(nudge: () => Promise<void>): Promise<number[][]> {
    let shares: number[][] = [];
    const shared = async (): Promise<boolean> => {
      for (const process of this.processes) process.assertAlive();
      await nudge();
      shares = await Promise.all(this.#running.map(partitionsOf));
      const all = shares.flat();
      return all.length === PARTITIONS && new Set(all).size === PARTITIONS && shares.every(({ length }) => length > 0);
    };
    const describe = `${this.#running.length} instances to share ${PARTITIONS} partitions`;
    await waitFor(shared, { timeoutMs: 300_000, intervalMs: 500, describe });
    return shares;
  }

  /** Holds every instance still while something is prepared, well within the time after which the group would give it up. */
  async heldStill(prepare: () => Promise<void>): Promise<void> {
    for (const process of this.processes) process.signal('SIGSTOP');
    try {
      await prepare();
    } finally {
      for (const process of this.processes) process.signal('SIGCONT');
    }
  }

  /** Ends the instance that was started first, as an orderly deployment does. */
  async removeFirst(): Promise<void> {
    const [first, ...rest] = this.#running;
    this.#running = rest;
    await first?.process.stop();
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
    this.#running = [];
  }
}

async function partitionsOf({ url }: BenchedService): Promise<number[]> {
  const samples = metricsOf(await (await fetch(`${url}/metrics`)).text(), 'millrace_consumer_lag');
  return samples
    .filter(({ labels }) => labels['stream'] === STREAM && labels['topic'] === topic.telemetryReceived)
    .map(({ labels }) => Number(labels['partition']))
    .sort((a, b) => a - b);
}
