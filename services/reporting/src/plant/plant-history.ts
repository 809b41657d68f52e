import type { AssetRegistry } from '@millrace/domain';
import { nowMicros } from '@millrace/platform';
import { ProblemException } from '@millrace/platform/nest';
import { topic } from '@millrace/contracts';
import {
  toAlarmEvents,
  toAnomalyEvents,
  toAssetEvents,
  toCorrectionEvents,
  toReadings,
} from '../sinks/destinations.ts';
import type { Reads, ScopedReads } from '../store/reads.ts';
import type { WholeTopics } from '../store/whole-topics.ts';
import { registryAt } from './registry-at.ts';
import { stateAt, type AssetState, type StateQuestion } from './state-at.ts';

const REGISTRY = [{ stream: toAssetEvents.stream, topic: topic.assetsEvents }];
const STATE = [
  ...REGISTRY,
  { stream: toCorrectionEvents.stream, topic: topic.correctionsEvents },
  { stream: toReadings.stream, topic: topic.telemetryEnriched },
  { stream: toAlarmEvents.stream, topic: topic.alarmsEvents },
  { stream: toAnomalyEvents.stream, topic: topic.anomaliesEvents },
];

/** Registries that are kept for the next page of the same question, and for how long; each may be large. */
const KEPT = 2;
const KEPT_MS = 60_000;

interface Kept {
  readonly key: string;
  readonly until: number;
  readonly registry: Promise<AssetRegistry>;
}

/** What a tenant's plant was at any past instant. */
export class PlantHistory {
  readonly #reads: Pick<ScopedReads, 'ofTenant'>;
  readonly #topics: WholeTopics;
  readonly #maxEvents: number;
  #kept: readonly Kept[] = [];
  /** The last of those that are being folded: one after another, because each takes memory. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(reads: Pick<ScopedReads, 'ofTenant'>, topics: WholeTopics, maxEvents: number) {
    this.#reads = reads;
    this.#topics = topics;
    this.#maxEvents = maxEvents;
  }

  /**
   * The registry as it was at an instant, microseconds.
   * @throws ProblemException 422 for the future and for more history than one answer may cost, 503 while history is still being stored
   */
  async registry(tenant: string, at: number): Promise<AssetRegistry> {
    this.#assertPast(at);
    const key = `${at} ${tenant}`;
    const now = performance.now();
    this.#kept = this.#kept.filter(({ until }) => until > now);
    const known = this.#kept.find((one) => one.key === key);
    if (known !== undefined) return await known.registry;
    const registry = this.#turn.then(() => this.#read(tenant, at));
    this.#turn = registry.catch(() => undefined);
    this.#kept = [{ key, until: now + KEPT_MS, registry }, ...this.#kept].slice(0, KEPT);
    return await registry.catch((error: unknown) => {
      this.#kept = this.#kept.filter((one) => one.registry !== registry);
      throw error;
    });
  }

  /** What was known of an asset at an instant besides the registry, as far as `reads` shows it: its values, alarms and anomalies. */
  async state(reads: Reads, asked: StateQuestion): Promise<AssetState> {
    this.#assertPast(asked.at);
    await this.#topics.stored(STATE);
    return await stateAt(reads, asked);
  }

  async #read(tenant: string, at: number): Promise<AssetRegistry> {
    await this.#topics.stored(REGISTRY);
    return await registryAt(this.#reads.ofTenant(tenant), { tenant, at, maxEvents: this.#maxEvents });
  }

  #assertPast(at: number): void {
    if (at <= nowMicros()) return;
    const value = new Date(at / 1_000).toISOString();
    const rule = 'must not be in the future';
    throw new ProblemException(422, { detail: `at "${value}": ${rule}`, errors: [{ field: 'at', value, rule }] });
  }
}
