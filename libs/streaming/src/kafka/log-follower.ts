import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@millrace/platform';
import { hasType, isRetriable } from './errors.ts';
import type { LogClient, LogPosition, LogSlice } from './log-client.ts';

const STALE = ['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE', 'FENCED_LEADER_EPOCH', 'UNKNOWN_LEADER_EPOCH'];
const RETRY_MS = 200;

export interface FollowerOptions {
  readonly log: LogClient;
  readonly logger: Logger;
  /** How long a leader with nothing new holds a fetch, milliseconds. */
  readonly maxWaitMs: number;
  /** How long no leader may answer, milliseconds, before following is given up. Default: for ever. */
  readonly patienceMs?: number;
  /** Called after every answer of a leader. */
  onAnswer?(): void;
  /** Called in order per partition. Return the offset to go on from, or undefined to stop following the partition. */
  onSlice(slice: LogSlice): number | undefined | Promise<number | undefined>;
}

/** Follows partitions from given positions, one fetch loop per leader, until told to stop or nothing is left to follow. */
export class LogFollower {
  readonly #options: FollowerOptions;
  readonly #positions = new Map<string, LogPosition>();
  #answered = performance.now();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  add(position: LogPosition): void {
    this.#positions.set(keyOf(position), position);
  }

  /** Rejects on what retrying cannot heal; a broker that moves or restarts is waited for. */
  async run(signal: AbortSignal): Promise<void> {
    this.#answered = performance.now();
    while (this.#positions.size > 0 && !signal.aborted) {
      try {
        const round = new AbortController();
        const leaders = this.#options.log.byLeader(this.#positions.values());
        const ends = AbortSignal.any([signal, round.signal]);
        await Promise.all([...leaders].map(([node, members]) => this.#follow(node, members.map(keyOf), ends, round)));
      } catch (error) {
        if (signal.aborted) return;
        await this.#recover(error);
      }
    }
  }

  async #follow(node: string, keys: readonly string[], ends: AbortSignal, round: AbortController): Promise<void> {
    try {
      while (!ends.aborted) {
        const positions = keys.flatMap((key) => this.#positions.get(key) ?? []);
        if (positions.length === 0) return;
        const slices = await this.#options.log.fetch(node, positions, this.#options.maxWaitMs);
        this.#answered = performance.now();
        this.#options.onAnswer?.();
        for (const slice of slices) {
          if (ends.aborted) return;
          await this.#take(slice);
        }
      }
    } catch (error) {
      round.abort();
      throw error;
    }
  }

  async #take(slice: LogSlice): Promise<void> {
    const next = await this.#options.onSlice(slice);
    if (next === undefined) this.#positions.delete(keyOf(slice));
    else this.#positions.set(keyOf(slice), { topic: slice.topic, partition: slice.partition, offset: next });
  }

  async #recover(error: unknown): Promise<void> {
    const { log, logger } = this.#options;
    if (hasType(error, 'OFFSET_OUT_OF_RANGE') && (await this.#skipRemoved())) return;
    if (!isRetriable(error) && !hasType(error, ...STALE)) throw error;
    if (performance.now() - this.#answered > (this.#options.patienceMs ?? Infinity)) throw error;
    logger.debug({ err: error }, 'following the log again after an error');
    await sleep(RETRY_MS);
    await log.refresh().catch((err: unknown) => logger.debug({ err }, 'metadata is not there yet'));
  }

  /** Retention removed what we were about to read: go on at the first record there is, and say so. */
  async #skipRemoved(): Promise<boolean> {
    let moved = false;
    for (const position of [...this.#positions.values()]) {
      const beginning = (await this.#options.log.offsets(position.topic, [position.partition], 'first')).get(
        position.partition,
      );
      if (beginning === undefined || beginning <= position.offset) continue;
      this.#options.logger.warn({ ...position, beginning }, 'records were removed by retention before they were read');
      this.add({ ...position, offset: beginning });
      moved = true;
    }
    return moved;
  }
}

function keyOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return `${topic}:${partition}`;
}
