import type { EpochMicros } from '../kernel/index.ts';

/**
 * Length of a slot, microseconds. Everything is counted by the ten seconds in which ingestion received it, at every hop, so that
 * sums can be compared whatever the order, the batches or the restarts in between. Migration 0011 has the same number.
 */
export const SLOT_MICROS = 10_000_000;

/** Number of the slot an instant of receipt is in. */
export const slotOf = (receivedAt: EpochMicros): number => Math.floor(receivedAt / SLOT_MICROS);

/** Start of a slot. */
export const slotStart = (slot: number): EpochMicros => slot * SLOT_MICROS;
