import {
  followMissed,
  nothingMissed,
  receiveSparkplug,
  understandSparkplug,
  unknownEdgeNode,
  type EdgeNodeState,
  type MissedSeq,
  type ReadingRules,
  type SparkplugContext,
} from '@millrace/domain';
import { nowMicros, type Logger } from '@millrace/platform';
import type { FrontDoorLedger } from '../ledger/front-door-ledger.ts';
import { countMessage } from '../metrics.ts';
import type { Delivery } from '../mqtt/mqtt-connection.ts';
import { untilStored } from '../mqtt/until-stored.ts';
import type { Pipeline } from '../pipeline.ts';
import { HeldMessages } from './held-messages.ts';
import type { RefusedMessage } from '../rejections.ts';
import { refusedMessage, sparkplugArrival, type SparkplugArrival, type TenantsOfGroups } from './sparkplug-arrival.ts';
import type { SparkplugStore } from './sparkplug-store.ts';

export interface SparkplugHostOptions {
  readonly store: SparkplugStore;
  readonly pipeline: Pipeline;
  readonly rules: ReadingRules;
  readonly ledger: Pick<FrontDoorLedger, 'sparkplug'>;
  readonly tenants: TenantsOfGroups;
  /** Microseconds. */
  readonly rebirthInterval: number;
  readonly holdFor: number;
  readonly holdMessages: number;
  /** Bytes that wait for births, of all nodes; below what may wait in all, or no birth could come in. */
  readonly holdBytes: number;
  /** Messages the broker waits for an acknowledgement of while they are held; beyond it its window would close. */
  readonly holdUnacknowledged: number;
  readonly logger: Logger;
  askRebirth(edgeNode: string): void;
}

interface Waiting {
  readonly arrival: SparkplugArrival;
  resolved(outcome: Promise<void>): void;
}

interface EdgeNode {
  state: EdgeNodeState;
  /** Numbers missing since its birth. */
  missed: MissedSeq;
  readonly held: HeldMessages<Waiting>;
}

/** All nodes together may keep this many times what one may, so that a plant full of restarts cannot fill the memory. */
const NODES_AT_ONCE = 20;

/**
 * The Sparkplug host application. Per edge node: follow births, deaths and sequence numbers (`receiveSparkplug`, pure), store what is
 * understood, keep what is not until a birth explains it, and give up on it after a while.
 * Nothing is persisted: after a restart every node is unknown, asked for its births, and its data held until they come.
 */
export class SparkplugHost {
  readonly #options: SparkplugHostOptions;
  readonly #nodes = new Map<string, EdgeNode>();
  #held = 0;
  #heldUnacknowledged = 0;
  #heldBytes = 0;

  constructor(options: SparkplugHostOptions) {
    this.#options = options;
  }

  /** Resolves when everything of the message is stored: as telemetry, as events, or as rejected. */
  async handle(delivery: Delivery): Promise<void> {
    const { store, tenants } = this.#options;
    const arrival = sparkplugArrival(delivery, tenants, nowMicros());
    if (arrival === undefined) return countMessage('SPARKPLUG', 'ignored');
    if ('refused' in arrival) return this.#keep(arrival.refused, arrival.detail);
    const node = this.#node(arrival.edgeNode);
    const received = receiveSparkplug(node.state, arrival.message, this.#context(arrival.message.receivedAt));
    this.#account(node, arrival);
    node.state = received.state;
    if (received.askRebirth) {
      countMessage('SPARKPLUG', 'rebirth_asked');
      this.#options.askRebirth(arrival.edgeNode);
    }
    if (received.hold) return this.#hold(node, arrival);
    const stored = this.#store(arrival, () => store.understood(arrival, received.data, received.events));
    if (received.events.length > 0 && received.events.some(({ type }) => type === 'Born')) this.#resolveHeld(node);
    return stored;
  }

  /** Gives up on what waited too long. Called now and then. */
  expire(now: number): void {
    for (const node of this.#nodes.values()) for (const waiting of node.held.expired(now)) this.#giveUp(waiting);
  }

  /** Messages that wait for a birth. */
  get held(): number {
    return this.#held;
  }

  /** Tells the ledger of numbers that are missing, and of the birth after which nothing is. */
  #account(node: EdgeNode, { tenant, edgeNode, message }: SparkplugArrival): void {
    const before = node.missed;
    node.missed = followMissed(before, node.state, message);
    if (node.missed === before) return;
    const { count: missing, since: missingSince, ranges } = node.missed;
    const numbers = { last: message.seq ?? 0, missing, missingSince, ranges: ranges.flat(), repeats: 0, resets: 0 };
    const { ledger } = this.#options;
    ledger.sparkplug(tenant, edgeNode, { kind: 'SPARKPLUG_SEQ', ...numbers, pending: null }, message.receivedAt);
  }

  #hold(node: EdgeNode, arrival: SparkplugArrival): Promise<void> {
    const { holdFor, holdUnacknowledged, holdBytes } = this.#options;
    const { acknowledged, bytes } = arrival.delivery;
    const full = this.held >= NODES_AT_ONCE * this.#options.holdMessages || this.#heldBytes + bytes > holdBytes;
    if (full || (acknowledged && this.#heldUnacknowledged >= holdUnacknowledged)) return this.#quarantine(arrival);
    countMessage('SPARKPLUG', 'held');
    arrival.delivery.stepOut();
    this.#held += 1;
    this.#heldBytes += bytes;
    if (acknowledged) this.#heldUnacknowledged += 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    const resolved = (outcome: Promise<void>): void => {
      this.#held -= 1;
      this.#heldBytes -= bytes;
      if (acknowledged) this.#heldUnacknowledged -= 1;
      resolve(outcome);
    };
    const displaced = node.held.add({ arrival, resolved }, arrival.message.receivedAt + holdFor);
    if (displaced !== undefined) this.#giveUp(displaced);
    return promise;
  }

  #resolveHeld(node: EdgeNode): void {
    const { store } = this.#options;
    const context = this.#context(nowMicros());
    node.held.takeIf(({ arrival, resolved }) => {
      const data = understandSparkplug(node.state, arrival.message, context);
      if (data === undefined) return false;
      resolved(this.#store(arrival, () => store.understood(arrival, data, [])));
      return true;
    });
  }

  #giveUp({ arrival, resolved }: Waiting): void {
    resolved(this.#quarantine(arrival));
  }

  #quarantine(arrival: SparkplugArrival): Promise<void> {
    return this.#store(arrival, () => this.#options.store.withoutBirth(arrival));
  }

  #store(arrival: SparkplugArrival, write: () => Promise<void>): Promise<void> {
    const { pipeline, logger } = this.#options;
    const instead = (reason: Error): Promise<void> => {
      const refused = refusedMessage(arrival, arrival.message.device, arrival.message.receivedAt);
      return pipeline.malformed(refused, reason.message);
    };
    return untilStored(write, instead, logger);
  }

  #keep(refused: RefusedMessage, detail: string): Promise<void> {
    const keep = (): Promise<void> => this.#options.pipeline.malformed(refused, detail);
    return untilStored(keep, keep, this.#options.logger);
  }

  #context(now: number): SparkplugContext {
    const { rules, rebirthInterval } = this.#options;
    return { now, rules, rebirthInterval };
  }

  #node(id: string): EdgeNode {
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const node: EdgeNode = {
      state: unknownEdgeNode,
      missed: nothingMissed,
      held: new HeldMessages(this.#options.holdMessages),
    };
    this.#nodes.set(id, node);
    return node;
  }
}
