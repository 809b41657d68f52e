import type { Codecs } from '@millrace/contracts';
import { GAP_HOPS, slotOf, type Gap } from '@millrace/domain';
import { gauge, nowMicros, type Logger } from '@millrace/platform';
import type { AppendProducer, SinkProgress } from '@millrace/streaming';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Rounds } from '../rounds.ts';
import type { Reads } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import { isPast, raiseBarrier, type Barrier } from './barrier.ts';
import { findGaps } from './find-gaps.ts';
import { alarmCommands, OPEN_ALARMS, type OpenAlarm } from './gap-alarms.ts';

export interface LedgerWatchParts {
  readonly store: Store;
  readonly reads: Reads;
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly producer: AppendProducer;
  readonly progress: SinkProgress;
  readonly logger: Logger;
  readonly everyMs: number;
  readonly windowMs: number;
}

const missing = gauge('millrace_ledger_missing', 'Messages or rows that the delivery ledger misses', ['hop']);
const gapSources = gauge('millrace_ledger_gap_sources', 'Sources of which something is missing', ['hop']);

/**
 * Compares what the ledger says with what is stored, again and again: for the metrics, and for alarms by way of `alarms.commands`, where
 * alerting decides. It keeps nothing: which alarms are open is read from their table, so that any number of instances may
 * do this and a restart forgets nothing.
 */
export class LedgerWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #parts: LedgerWatchParts;
  readonly #rounds: Rounds;
  #barrier: Barrier | undefined;
  #cut: number | undefined;

  constructor(parts: LedgerWatchParts) {
    this.#parts = parts;
    const { store, everyMs, logger } = parts;
    this.#rounds = new Rounds({
      ...{ what: 'the delivery ledger could not be compared', everyMs, logger },
      run: async (signal) => {
        await store.whenOpen(signal);
        await this.#round(signal);
      },
    });
    const help = 'Seconds since the moment up to which the ledger was last compared with the tables';
    gauge('millrace_ledger_checked_age_seconds', help, [], (age) => {
      if (this.#cut !== undefined) age.set(Math.max(0, (Date.now() - this.#cut) / 1_000));
    });
  }

  /** Everything the ledger held at this moment is stored or missing; milliseconds, undefined before the first comparison. */
  get settledUntil(): number | undefined {
    return this.#cut;
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#rounds.stop();
    await Promise.all([this.#parts.progress.disconnect(), this.#parts.producer.close()]);
  }

  /** Judges what a barrier divides once the sinks are past it. */
  async #round(signal: AbortSignal): Promise<void> {
    const { progress, reads } = this.#parts;
    if (this.#barrier !== undefined && (await isPast(this.#barrier, progress, signal))) {
      await this.#judge(this.#barrier.cut);
      this.#barrier = undefined;
    }
    if (this.#barrier !== undefined) return;
    const [now] = await reads.rows<{ cut: number }>('SELECT toUnixTimestamp64Milli(now64(3)) AS cut LIMIT 1', {}, 1);
    if (now !== undefined) this.#barrier = await raiseBarrier(now.cut, progress);
  }

  async #judge(cut: number): Promise<void> {
    const { reads, producer, codecs, windowMs, logger } = this.#parts;
    const open = await reads.rows<OpenAlarm>(OPEN_ALARMS, {}, 10_000);
    const sources = [...new Set(open.map(({ source }) => source))];
    const sinceSlot = slotOf(Math.min(nowMicros(), ...open.map(({ since }) => since)));
    const gaps = await findGaps(reads, { cut, windowMs, sources, sinceSlot });
    // First, so that whoever hears of the alarm finds the gap.
    measure(gaps);
    this.#cut = cut;
    const commands = alarmCommands(codecs, gaps, open, nowMicros());
    if (commands.length > 0) {
      logger.info({ gaps: gaps.length, commands: commands.length }, 'the delivery ledger changes alarms');
      await producer.appendAll(commands);
    }
  }
}

function measure(gaps: readonly Gap[]): void {
  for (const hop of GAP_HOPS) {
    const here = gaps.filter((gap) => gap.hop === hop);
    missing.set({ hop }, here.reduce((sum, gap) => sum + gap.missing, 0)); // prettier-ignore
    gapSources.set({ hop }, here.length);
  }
}
