import { topic } from '@millrace/contracts';
import type { Stack } from '@millrace/local-stack';
import { waitFor } from '@millrace/testing';
import { makeAdminToken } from '../bench/admin-token.ts';
import { appendAll } from '../bench/input/append-all.ts';
import { BenchTopics } from '../bench/input/bench-topics.ts';
import { startService, type BenchedService } from '../bench/service.ts';
import { compareAnswers, type Findings } from './answers.ts';
import { command } from './commanders.ts';
import { importList, type Imported } from './import-list.ts';
import { measureInMemory, type InMemory } from './in-memory.ts';
import { lookUps, type LookUps } from './look-ups.ts';
import { boundDevices, plantCommands } from './plant-commands.ts';
import { readChanges } from './read-changes.ts';

export interface ProofOptions {
  readonly stack: Stack;
  readonly dir: string;
  readonly assets: number;
  readonly commands: number;
  tell(line: string): void;
}

export interface ProofReport {
  readonly assets: number;
  /** Commands a second that one instance decided, from a backlog. */
  readonly decidedPerSecond: number;
  /** Of an instance that starts with nothing registered, and with everything. */
  readonly start: { readonly empty: Started; readonly full: Started };
  readonly inMemory: InMemory;
  readonly lookUps: LookUps;
  readonly import: Imported;
  readonly commands: number;
  readonly conflicts: number;
  readonly retries: number;
  /** Of commands that were answered at the first attempt, before the kill. */
  readonly answerMs: { readonly p50: number; readonly p99: number };
  readonly findings: Findings;
  /** Nothing was lost or doubled, and every conflict was seen. */
  readonly kept: boolean;
}

interface Started {
  readonly seconds: number;
  readonly residentMebibytes: number;
}

/** Assets that commands go to: so few that senders meet. */
const CONTENDED = 1_000;
const SENDERS = 16;
/** The first part of the commands is for the latency, the rest for the kill. */
const QUIET_SHARE = 0.2;
const STREAM = 'enrichment.assets';

export async function proveRegistry(options: ProofOptions): Promise<ProofReport> {
  return await BenchTopics.with(options, (topics) => new Proof(options, topics).run());
}

class Proof {
  readonly #options: ProofOptions;
  readonly #topics: BenchTopics;
  readonly #admin: ReturnType<typeof makeAdminToken>;
  #instances = 0;

  constructor(options: ProofOptions, topics: BenchTopics) {
    this.#options = options;
    this.#topics = topics;
    this.#admin = makeAdminToken(options.dir);
  }

  async run(): Promise<ProofReport> {
    const { assets, tell } = this.#options;
    const { service, ...empty } = await this.#start();
    const decidedPerSecond = await this.#registerPlant();
    await service.process.stop();
    const { service: one, ...full } = await this.#start();
    tell(
      `started in ${full.seconds} s with ${assets} assets, ${full.residentMebibytes} MiB (${empty.residentMebibytes} MiB without)`,
    );
    const found = await lookUps(one.url, this.#admin.token, assets);
    const imported = await importList(one.url, this.#admin.token);
    tell(`${imported.tags} tags imported in ${imported.importSeconds} s`);
    const inMemory = await measureInMemory(this.#topics, assets, boundDevices(assets));
    const { service: two } = await this.#start();
    const written = await this.#commandWhileKilled(one, two);
    return { assets, decidedPerSecond, start: { empty, full }, inMemory, lookUps: found, import: imported, ...written };
  }

  async #start(): Promise<Started & { readonly service: BenchedService }> {
    const began = performance.now();
    this.#instances += 1;
    const context = { ...this.#options, profileDir: undefined };
    const service = await startService(context, 'enrichment', { env: this.#admin.env, instance: this.#instances });
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    return { service, seconds, residentMebibytes: Math.round(service.process.residentBytes() / 1_048_576) };
  }

  /** Commands a second that were decided. */
  async #registerPlant(): Promise<number> {
    const { assets, tell } = this.#options;
    const began = performance.now();
    const commands = await appendAll(this.#topics.producer, plantCommands(this.#topics.codecs, assets));
    tell(`${commands} commands of a plant of ${assets} assets appended in ${secondsSince(began)} s`);
    let told = performance.now();
    const decided = async (): Promise<boolean> => {
      const lag = await this.#topics.lag(STREAM, topic.assetsCommands);
      if (performance.now() - told > 5_000) {
        told = performance.now();
        tell(`  ${lag} of them are still to be decided`);
      }
      return lag === 0;
    };
    await waitFor(decided, { timeoutMs: 1_800_000, intervalMs: 500, describe: 'every command to be decided' });
    tell(`decided after ${secondsSince(began)} s`);
    return Math.round((commands / (performance.now() - began)) * 1_000);
  }

  async #commandWhileKilled(one: BenchedService, two: BenchedService) {
    const { commands, tell } = this.#options;
    const assetIds = Array.from({ length: CONTENDED }, (_, number) => `m-${number * 7}`);
    const running = [one, two];
    const load = { urls: () => running.map(({ url }) => url), token: this.#admin.token, assetIds, senders: SENDERS };
    const quiet = Math.round(commands * QUIET_SHARE);
    const first = await command({
      ...load,
      first: 0,
      commands: quiet,
      onAnswered: progress(tell, quiet, 'without a fault'),
    });
    const rest = commands - quiet;
    const told = progress(tell, rest, 'while one is killed');
    let restarted: Promise<void> | undefined;
    const onAnswered = (count: number): void => {
      told(count);
      if (count < rest / 3 || restarted !== undefined) return;
      two.process.signal('SIGKILL');
      running.pop();
      tell('  kill -9 of the second instance');
      restarted = this.#start().then(({ service }) => void running.push(service));
    };
    const second = await command({ ...load, first: quiet, commands: rest, onAnswered });
    await restarted;
    const answers = [...first.answers, ...second.answers];
    const changes = await readChanges(this.#topics, new Set(assetIds));
    const findings = compareAnswers(answers, changes);
    await Promise.all(running.map(({ process }) => process.stop()));
    return {
      commands: answers.length,
      conflicts: answers.filter(({ answer }) => answer === 'conflict').length,
      retries: first.retries + second.retries,
      answerMs: { p50: percentile(first.latencies, 0.5), p99: percentile(first.latencies, 0.99) },
      findings,
      kept: Object.values(findings).every((count) => count === 0),
    };
  }
}

function progress(tell: (line: string) => void, all: number, what: string): (count: number) => void {
  let told = performance.now();
  return (count) => {
    if (count < all && performance.now() - told < 5_000) return;
    told = performance.now();
    tell(`  ${count} of ${all} commands answered, ${what}`);
  };
}

const secondsSince = (began: number): string => ((performance.now() - began) / 1_000).toFixed(1);

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN) * 10) / 10;
}
