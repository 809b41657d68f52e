import { setTimeout as delay } from 'node:timers/promises';
import { type ClickHouse, rebuiltDatabase } from '@millrace/clickhouse';
import { readRanges, SinkRunner } from '@millrace/streaming';
import { SERVICE } from '../source.ts';
import { between, liveEnds, type Plan, rebuiltEnds } from './plan.ts';
import { ProgressLine } from './progress-line.ts';
import type { ReplayContext } from './replay-context.ts';

/** The name of the sink that fills a version: with it come a consumer group and offsets of its own. */
export const replayStream = (name: string, version: number): string => `replay.${name}.v${version}`;

const POLL_MS = 250;
/** A goal is reached in time when the live version cannot have come far meanwhile. */
const CLOSE_MS = 5_000;
/** A machine so busy that it is never that close is close enough after so many goals: the rest is read while writing waits. */
const GOALS = 5;
/** Nobody reads a version that is being built, but the switch waits for its last block. */
const LINGER_MS = 100;
const PROGRESS_MS = 2_000;
/** Up to so many offsets it is looked at whether they hold records at all. */
const GAP = 10_000;

/**
 * The sink of the live service, once more: same runner, same step, same topic; another group and another database. It stays behind
 * the live one and stops where it is told to.
 */
export class Rebuilding {
  readonly #context: ReplayContext;
  readonly #plan: Plan;
  readonly #stream: string;
  readonly #client: ClickHouse;
  readonly #runner: SinkRunner;
  readonly #failed = new AbortController();
  #to: readonly number[];

  private constructor(context: ReplayContext, version: number, plan: Plan) {
    const { name, projection, connection, codecs, logger } = context;
    this.#context = context;
    this.#plan = plan;
    this.#to = plan.from;
    this.#stream = replayStream(name, version);
    this.#client = context.connect(rebuiltDatabase(context.database, name, version));
    this.#runner = new SinkRunner({
      ...{ connection, service: SERVICE, codecs, logger },
      onFatal: (error) => this.#failed.abort(error),
      spec: {
        stream: this.#stream,
        topics: [projection.topic],
        ...projection.blocks,
        lingerMs: LINGER_MS,
        stretch: (partition) => ({ from: plan.from[partition] ?? 0, to: this.#to[partition] ?? 0 }),
      },
      handler: (block) => projection.write({ client: this.#client, codecs }, block),
    });
  }

  /** Lets the sink run while `work` does. */
  static async during<T>(
    context: ReplayContext,
    version: number,
    plan: Plan,
    work: (rebuilding: Rebuilding) => Promise<T>,
  ): Promise<T> {
    const rebuilding = new Rebuilding(context, version, plan);
    try {
      await rebuilding.#runner.start();
      return await work(rebuilding);
    } finally {
      await rebuilding.#runner.stop();
      await rebuilding.#client.close();
    }
  }

  /** Resolves when the rebuilt version is as close behind the live one as it can be while both go on. */
  async catchUp(): Promise<readonly number[]> {
    for (let goals = 1; ; goals += 1) {
      const begun = Date.now();
      const goal = await this.#liveEnds();
      await this.reach(goal);
      if (goals === GOALS || Date.now() - begun < CLOSE_MS) return goal;
    }
  }

  /** Reads up to exactly these offsets, and resolves when nothing before them is left. */
  async reach(goal: readonly number[]): Promise<void> {
    this.#to = goal;
    const { say } = this.#context;
    const progress = new ProgressLine(between(this.#plan.from, goal), Date.now());
    let spoken = Date.now();
    for (;;) {
      this.#failed.signal.throwIfAborted();
      this.#context.signal.throwIfAborted();
      const done = await this.#rebuiltEnds();
      if (await this.#nothingBetween(done, goal)) return;
      if (Date.now() - spoken >= PROGRESS_MS) {
        spoken = Date.now();
        say.progress(`${this.#context.name}: ${progress.at(between(this.#plan.from, done), spoken)}`);
      }
      await delay(POLL_MS);
    }
  }

  async #liveEnds(): Promise<number[]> {
    const { positions, projection } = this.#context;
    return liveEnds(await positions.of(projection.stream, projection.topic), this.#plan.from);
  }

  async #rebuiltEnds(): Promise<number[]> {
    const { positions, projection } = this.#context;
    return rebuiltEnds(await positions.of(this.#stream, projection.topic), this.#plan.from);
  }

  /** A sink commits blocks: offsets that hold no record (the ends of transactions) are not in any. */
  async #nothingBetween(done: readonly number[], goal: readonly number[]): Promise<boolean> {
    const left = between(done, goal);
    if (left === 0) return true;
    if (left > GAP) return false;
    const { connection, logger, projection, signal } = this.#context;
    let records = 0;
    const ranges = goal.map((to, partition) => ({
      ...{ topic: projection.topic, partition, from: done[partition] ?? to, to },
    }));
    await readRanges(connection, ranges, { logger, signal, onRecords: (read) => void (records += read.length) });
    return records === 0;
  }
}
