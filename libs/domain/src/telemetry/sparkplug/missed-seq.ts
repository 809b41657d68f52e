import type { EpochMicros } from '../../kernel/index.ts';
import type { NumberRange } from '../../ledger/index.ts';
import type { EdgeNodeState } from './edge-node.ts';
import type { SparkplugMessage } from './payload.ts';

/** Sequence numbers of an edge node that never came since its birth. */
export interface MissedSeq {
  readonly count: number;
  readonly since: EpochMicros | null;
  /** As they were counted, 0 to 255; the latest few. */
  readonly ranges: readonly NumberRange[];
}

export const nothingMissed: MissedSeq = { count: 0, since: null, ranges: [] };

const SEQUENCE = 256;
const RANGES_KEPT = 8;

/**
 * What is missing after a message, given the node as it was before it. A birth says everything again, so nothing is missing after it;
 * Sparkplug never sends a lost message again. @returns the same object when nothing changed
 */
export function followMissed(missed: MissedSeq, { nextSeq }: EdgeNodeState, message: SparkplugMessage): MissedSeq {
  if (message.type === 'NBIRTH') return missed.count === 0 ? missed : nothingMissed;
  const { seq, receivedAt } = message;
  if (seq === undefined || nextSeq === undefined || message.type === 'NDEATH') return missed;
  const lost = (seq - nextSeq + SEQUENCE) % SEQUENCE;
  // One less than expected is the last message again.
  if (lost === 0 || lost === SEQUENCE - 1) return missed;
  const last = (seq + SEQUENCE - 1) % SEQUENCE;
  const parts: NumberRange[] = nextSeq <= last ? [[nextSeq, last]] : [[nextSeq, SEQUENCE - 1], [0, last]]; // prettier-ignore
  const ranges = [...missed.ranges, ...parts].slice(-RANGES_KEPT);
  return { count: missed.count + lost, since: missed.since ?? receivedAt, ranges };
}
