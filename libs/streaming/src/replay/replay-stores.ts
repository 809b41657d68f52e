import { setTimeout as delay } from 'node:timers/promises';
import { changelogTopic } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import { ClusterView } from '../kafka/cluster-view.ts';
import type { KafkaConnection } from '../types.ts';
import { StoreRebuild, type StoreReplayParts } from './rebuild-store.ts';
import type { ReplayFinding, ReplayRequest, Say } from './replay-program.ts';
import { storeDifferenceLine, type StoreDifference } from './store-differences.ts';
import type { StoreCodecs, StoreProjection } from './store-projection.ts';
import { switchStore } from './switch-store.ts';

export interface StoreReplayOptions {
  readonly connection: KafkaConnection;
  readonly codecs: StoreCodecs;
  readonly logger: Logger;
  readonly say: Say;
  readonly signal: AbortSignal;
  // Stores of different values side by side.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly stores: readonly StoreProjection<any>[];
}

/** Events and changelog are read one after the other: a store that is being written looks different for a moment. */
const LOOKS = 5;
const LOOK_AGAIN_MS = 500;
const EXAMPLES = 10;

interface Compared {
  readonly store: string;
  readonly keys: number;
  readonly rebuilt: number;
  readonly events: number;
  readonly differing: number;
  readonly examples: readonly string[];
  /** Partitions in which something differs. */
  readonly partitions: readonly number[];
}

/**
 * Replays state stores. The rebuilt version is made in this process's memory by folding the events, which takes as long as reading
 * them, so there is nothing to start, to resume or to drop: each step makes it afresh (docs/adr/0013).
 */
export async function replayStores(options: StoreReplayOptions, request: ReplayRequest): Promise<ReplayFinding> {
  const { say, connection, logger } = options;
  const { step, projection } = request;
  if (step === 'start' || step === 'drop' || step === 'abort') {
    say.out(`${projection}: nothing to ${step}: state is rebuilt in memory by compare and switch`);
    return { ok: true };
  }
  if (request.since !== undefined) throw new Error(`--from: ${projection} is made of all of its events; leave it out`);
  const cluster = new ClusterView(connection, logger);
  await cluster.connect();
  try {
    const parts = { ...options, cluster };
    const compared: Compared[] = [];
    for (const store of options.stores) compared.push(await compareStore(parts, store, say));
    const equal = compared.every(({ differing }) => differing === 0);
    const found = { ok: equal, equal, compared };
    if (step !== 'run' && step !== 'switch') return step === 'status' ? { ...found, ok: true } : found;
    if (!equal && request.acceptDifferences !== true) {
      say.out(
        `${projection}: the versions differ; the live one stays. \`millrace replay switch --accept-differences\` takes the rebuilt one`,
      );
      return { ...found, switched: false };
    }
    let written = 0;
    for (const [i, store] of options.stores.entries())
      written += await switchStore(parts, store, compared[i]?.partitions ?? []);
    say.out(
      written === 0
        ? `${projection}: nothing to switch, the live state is what the events make`
        : `${projection}: ${written} keys now have their rebuilt values; their tasks open anew from them`,
    );
    return { ...found, ok: true, switched: true, written };
  } finally {
    await cluster.disconnect();
  }
}

async function compareStore<V>(parts: StoreReplayParts, projection: StoreProjection<V>, say: Say): Promise<Compared> {
  const { service, store, topic } = projection;
  const { name: changelog } = changelogTopic(service, store.name);
  const partitions = await parts.cluster.partitions(topic);
  if ((await parts.cluster.partitions(changelog)) !== partitions)
    throw new Error(`${changelog} must have the ${partitions} partitions of ${topic}: run the topics job first`);
  const totals = { keys: 0, rebuilt: 0, events: 0 };
  const differences: StoreDifference[] = [];
  const differing: number[] = [];
  for (let partition = 0; partition < partitions; partition += 1) {
    parts.signal.throwIfAborted();
    const { rebuild, found } = await settled(parts, projection, partition);
    totals.keys += rebuild.live.size;
    totals.rebuilt += rebuild.rebuilt.size;
    totals.events += rebuild.events;
    if (found.length > 0) differing.push(partition);
    differences.push(...found);
    say.progress(
      `${service}.${store.name}: partition ${partition + 1} of ${partitions}, ${totals.events.toLocaleString('en')} events`,
    );
  }
  const examples = differences.slice(0, EXAMPLES).map(storeDifferenceLine);
  const verdict = differences.length === 0 ? 'equal' : `DIFFERENT in ${differences.length} keys`;
  say.out(
    `  ${changelog}  live ${totals.keys.toLocaleString('en')} keys  rebuilt ${totals.rebuilt.toLocaleString('en')} from ${totals.events.toLocaleString('en')} events  ${verdict}`,
  );
  for (const example of examples) say.out(`      ${example}`);
  return { store: changelog, ...totals, differing: differences.length, examples, partitions: differing };
}

async function settled<V>(parts: StoreReplayParts, projection: StoreProjection<V>, partition: number) {
  const rebuild = new StoreRebuild(parts, projection, partition);
  for (let looks = 1; ; looks += 1) {
    await rebuild.advance();
    const found = rebuild.differences();
    if (found.length === 0 || looks === LOOKS) return { rebuild, found };
    await delay(LOOK_AGAIN_MS);
  }
}
