import type { EpochMicros } from '../../kernel/index.ts';
import type { ReadingContext } from '../validate-reading.ts';
import { askRebirth, followSequence, seqAfter, type EdgeNodeState } from './edge-node.ts';
import { birthMetrics, tableOf, type MetricTable } from './metric-table.ts';
import type { SparkplugMessage } from './payload.ts';
import { toReadings, type SparkplugReadings } from './to-readings.ts';

/** A birth or death of the node (`device` undefined) or of one of its devices. */
export type SparkplugEvent =
  | { readonly type: 'Born'; readonly device: string | undefined; readonly metrics: ReturnType<typeof birthMetrics>; readonly occurredAt: EpochMicros }
  | { readonly type: 'Died'; readonly device: string | undefined; readonly occurredAt: EpochMicros }; // prettier-ignore

export interface SparkplugReceived {
  readonly state: EdgeNodeState;
  readonly data: SparkplugReadings | undefined;
  readonly events: readonly SparkplugEvent[];
  /** Send NCMD `Node Control/Rebirth` = true. */
  readonly askRebirth: boolean;
  /** The message cannot be understood before a birth: keep it and try `understandSparkplug` after the next one. */
  readonly hold: boolean;
}

export interface SparkplugContext extends ReadingContext {
  /** Shortest time between two rebirth requests to one node, microseconds. */
  readonly rebirthInterval: number;
}

/** What one message of an edge node means, given what is known of the node. Pure. */
export function receiveSparkplug(state: EdgeNodeState, message: SparkplugMessage, context: SparkplugContext): SparkplugReceived {
  switch (message.type) {
    case 'NBIRTH': return nodeBorn(state, message, context);
    case 'DBIRTH': return deviceBorn(state, message, context);
    case 'NDATA': case 'DDATA': return dataArrived(state, message, context);
    case 'NDEATH': return nodeDied(state, message);
    case 'DDEATH': return deviceDied(state, message, context);
  }
} // prettier-ignore

/** The readings of a data message, or undefined when the births known now do not explain it. */
export function understandSparkplug(
  state: EdgeNodeState,
  message: SparkplugMessage,
  context: ReadingContext,
): SparkplugReadings | undefined {
  const table = message.device === undefined ? state.node : state.devices.get(message.device);
  return toReadings(message, table, state.phase === 'ALIVE', context);
}

const timeOf = (message: SparkplugMessage): EpochMicros =>
  message.timestamp === undefined ? message.receivedAt : message.timestamp * 1_000;

function nodeBorn(state: EdgeNodeState, message: SparkplugMessage, context: SparkplugContext): SparkplugReceived {
  const node = tableOf(message.metrics);
  const born: EdgeNodeState = {
    phase: 'ALIVE',
    bdSeq: bdSeqOf(message),
    nextSeq: seqAfter(message.seq ?? 0),
    node,
    // A node's birth starts its session over: its devices are unknown until their own births.
    devices: new Map(),
    rebirthAskedAt: state.rebirthAskedAt,
  };
  return settled(born, toReadings(message, node, true, context), [bornEvent(message, node)]);
}

function deviceBorn(before: EdgeNodeState, message: SparkplugMessage, context: SparkplugContext): SparkplugReceived {
  const { state, gap } = followSequence(before, message.seq);
  const table = tableOf(message.metrics);
  const devices = new Map(state.devices).set(message.device ?? '', table);
  const asked = needsRebirth(state, gap)
    ? askRebirth(state, message.receivedAt, context.rebirthInterval)
    : { state, ask: false };
  // A birth explains itself, so it counts even when the node's own is missing.
  const received = settled({ ...asked.state, devices }, toReadings(message, table, true, context), [
    bornEvent(message, table),
  ]);
  return { ...received, askRebirth: asked.ask };
}

function dataArrived(before: EdgeNodeState, message: SparkplugMessage, context: SparkplugContext): SparkplugReceived {
  const { state, gap } = followSequence(before, message.seq);
  const data = understandSparkplug(state, message, context);
  if (data !== undefined && !needsRebirth(state, gap)) return settled(state, data, []);
  const asked = askRebirth(state, message.receivedAt, context.rebirthInterval);
  return { state: asked.state, data, events: [], askRebirth: asked.ask, hold: data === undefined };
}

function nodeDied(state: EdgeNodeState, message: SparkplugMessage): SparkplugReceived {
  const bdSeq = bdSeqOf(message);
  // The will of an earlier session, delivered late: the current session is alive (Sparkplug 3.0.0 §6.4.25).
  const stale = bdSeq !== undefined && state.bdSeq !== undefined && bdSeq !== state.bdSeq;
  if (stale || state.phase === 'DEAD') return settled(state, undefined, []);
  const dead: EdgeNodeState = { ...state, phase: 'DEAD', nextSeq: undefined, node: undefined, devices: new Map() };
  // A will was written when the session began, so its own time is not that of the death.
  const died = (device: string | undefined): SparkplugEvent => ({
    type: 'Died',
    device,
    occurredAt: message.receivedAt,
  });
  return settled(dead, undefined, [died(undefined), ...[...state.devices.keys()].map(died)]);
}

function deviceDied(before: EdgeNodeState, message: SparkplugMessage, context: SparkplugContext): SparkplugReceived {
  const { state, gap } = followSequence(before, message.seq);
  const { device = '' } = message;
  const known = state.devices.has(device);
  const devices = new Map(state.devices);
  devices.delete(device);
  const asked = needsRebirth(state, gap)
    ? askRebirth(state, message.receivedAt, context.rebirthInterval)
    : { state, ask: false };
  const events: SparkplugEvent[] =
    known || state.phase === 'UNKNOWN' ? [{ type: 'Died', device, occurredAt: timeOf(message) }] : [];
  return { ...settled({ ...asked.state, devices }, undefined, events), askRebirth: asked.ask };
}

const needsRebirth = (state: EdgeNodeState, gap: boolean): boolean => gap || state.phase !== 'ALIVE';

const settled = (
  state: EdgeNodeState,
  data: SparkplugReadings | undefined,
  events: readonly SparkplugEvent[],
): SparkplugReceived => ({ state, data, events, askRebirth: false, hold: false });

const bornEvent = (message: SparkplugMessage, table: MetricTable): SparkplugEvent => ({
  type: 'Born',
  device: message.device,
  metrics: birthMetrics(table),
  occurredAt: timeOf(message),
});

function bdSeqOf(message: SparkplugMessage): number | undefined {
  const value = message.metrics.find((metric) => metric.name === 'bdSeq')?.value;
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}
