import type { Logger } from '@millrace/platform';
import type { Cluster } from 'kafkajs';
import { backOff } from '../backoff.ts';
import { hasType, isClusterAway } from '../kafka/errors.ts';
import { inTime } from '../kafka/in-time.ts';
import { findCoordinator, type CoordinatorKind, type WireBroker } from '../kafka/wire.ts';

/** Long enough for a coordinator to move; then the caller has to start over. */
const PATIENCE_MS = 10_000;
/** More than kafkajs takes, over the connections of a producer, to find that one does not answer. */
export const QUESTION_MS = 20_000;
const BACKOFF_FIRST_MS = 2;
const BACKOFF_MAX_MS = 250;
const never = new AbortController().signal;

/**
 * Asks the coordinators of groups and transactional ids, found once and again when they have moved. Only for requests that may be
 * repeated: those of a transaction may, for as long as the identity is ours.
 */
export class Coordinators {
  readonly #cluster: Cluster;
  readonly #logger: Logger;
  readonly #known = new Map<string, WireBroker>();

  constructor(cluster: Cluster, logger: Logger) {
    this.#cluster = cluster;
    this.#logger = logger;
  }

  /** The answer of the coordinator of the group or transactional id; throws what it refuses for good, or when patience ends. */
  async ask<T>(
    kind: CoordinatorKind,
    id: string,
    question: (broker: WireBroker) => Promise<T>,
    patienceMs = PATIENCE_MS,
  ): Promise<T> {
    const until = performance.now() + patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = this.#find(kind, id).then(question);
        return await inTime(`asking the coordinator of ${id}`, QUESTION_MS, answer);
      } catch (err) {
        // Right after a commit the coordinator still writes its markers.
        const busy = hasType(err, 'CONCURRENT_TRANSACTIONS');
        if (!(busy || isClusterAway(err)) || performance.now() > until) throw err;
        if (!busy) this.#known.delete(`${kind}:${id}`);
        this.#logger.debug({ err, attempt, kind, id }, 'asking the coordinator again');
        await backOff(attempt, BACKOFF_FIRST_MS, BACKOFF_MAX_MS, never);
      }
    }
  }

  async #find(kind: CoordinatorKind, id: string): Promise<WireBroker> {
    const known = this.#known.get(`${kind}:${id}`);
    if (known !== undefined && known.isConnected()) return known;
    const found = await findCoordinator(this.#cluster, kind, id);
    this.#known.set(`${kind}:${id}`, found);
    return found;
  }
}
