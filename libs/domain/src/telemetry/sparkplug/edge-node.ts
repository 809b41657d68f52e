import type { EpochMicros } from '../../kernel/index.ts';
import type { MetricTable } from './metric-table.ts';

/**
 * UNKNOWN: no birth seen since this host started. ALIVE: birth and every message since. STALE: a message is missing, so what
 * is known may be out of date. DEAD: its death certificate arrived.
 */
export type EdgeNodePhase = 'UNKNOWN' | 'ALIVE' | 'STALE' | 'DEAD';

/** What a host knows of one edge node and the devices behind it. */
export interface EdgeNodeState {
  readonly phase: EdgeNodePhase;
  /** Birth/death sequence number of the current session; its death certificate must carry the same. */
  readonly bdSeq: number | undefined;
  /** The sequence number the next message must have, 0 to 255. */
  readonly nextSeq: number | undefined;
  readonly node: MetricTable | undefined;
  /** Devices that were born; one that died is not in it. */
  readonly devices: ReadonlyMap<string, MetricTable>;
  readonly rebirthAskedAt: EpochMicros | undefined;
}

export const unknownEdgeNode: EdgeNodeState = {
  phase: 'UNKNOWN',
  bdSeq: undefined,
  nextSeq: undefined,
  node: undefined,
  devices: new Map(),
  rebirthAskedAt: undefined,
};

const SEQUENCE = 256;

export const seqAfter = (seq: number): number => (seq + 1) % SEQUENCE;

/**
 * Follows the sequence numbers (Sparkplug 3.0.0 §6.4.6: 0 to 255, then 0 again).
 * A repetition of the last message is a redelivery, not a gap.
 */
export function followSequence(state: EdgeNodeState, seq: number | undefined): { state: EdgeNodeState; gap: boolean } {
  if (seq === undefined) return { state, gap: false };
  const { nextSeq } = state;
  if (nextSeq !== undefined && seq === (nextSeq + SEQUENCE - 1) % SEQUENCE) return { state, gap: false };
  const gap = nextSeq !== undefined && seq !== nextSeq;
  const phase = gap && state.phase === 'ALIVE' ? 'STALE' : state.phase;
  return { state: { ...state, phase, nextSeq: seqAfter(seq) }, gap };
}

/** Asks for the births, unless that was done less than `interval` ago. */
export function askRebirth(
  state: EdgeNodeState,
  now: EpochMicros,
  interval: number,
): { state: EdgeNodeState; ask: boolean } {
  const { rebirthAskedAt } = state;
  if (rebirthAskedAt !== undefined && now - rebirthAskedAt < interval) return { state, ask: false };
  return { state: { ...state, rebirthAskedAt: now }, ask: true };
}
