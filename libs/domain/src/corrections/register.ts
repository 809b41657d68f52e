import type { EpochMicros } from '../kernel/index.ts';
import { STATE_AFTER, type CorrectionChange, type CorrectionContent, type CorrectionState } from './correction.ts';

/** Who did what to a correction after it was requested, and why. */
export interface CorrectionDecision {
  readonly state: CorrectionState;
  readonly actor: string;
  readonly reason: string;
  readonly at: EpochMicros;
}

/** A correction as its events tell it. */
export interface RegisteredCorrection extends CorrectionContent {
  readonly correctionId: string;
  readonly assetId: string;
  readonly assetPath: string;
  readonly unit: string;
  readonly state: CorrectionState;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: EpochMicros;
  /** Version of the asset's corrections when it changed last. */
  readonly version: number;
  /** In the order in which they were made. */
  readonly decisions: readonly CorrectionDecision[];
}

/** Every correction of every tenant: what the events on all partitions come to. */
export class CorrectionRegister {
  readonly #tenants = new Map<string, Map<string, RegisteredCorrection>>();

  /** Takes an event; one that it holds already changes nothing. */
  apply(event: CorrectionChange): void {
    const { tenant, correctionId, version } = event.data;
    const known = this.#tenants.get(tenant) ?? new Map<string, RegisteredCorrection>();
    this.#tenants.set(tenant, known);
    const before = known.get(correctionId);
    if (before !== undefined && before.version >= version) return;
    const after = registered(before, event);
    if (after !== undefined) known.set(correctionId, after);
  }

  correction(tenant: string, correctionId: string): RegisteredCorrection | undefined {
    return this.#tenants.get(tenant)?.get(correctionId);
  }

  /** All of a tenant, in no particular order. */
  corrections(tenant: string): Iterable<RegisteredCorrection> {
    return this.#tenants.get(tenant)?.values() ?? [];
  }
}

function registered(
  before: RegisteredCorrection | undefined,
  event: CorrectionChange,
): RegisteredCorrection | undefined {
  if (event.type === 'CorrectionRequested') {
    const { correctionId, assetId, assetPath, unit, reason, actor, occurredAt, version } = event.data;
    const { metric, from, to, kind, factor, offset, replacements } = event.data;
    return {
      ...{ correctionId, assetId, assetPath, unit, metric, from, to, kind, factor, offset, replacements },
      ...{ state: 'REQUESTED', reason, requestedBy: actor, requestedAt: occurredAt, version, decisions: [] },
    };
  }
  const { actor, reason, occurredAt: at, version } = event.data;
  const state = STATE_AFTER[event.type];
  return before && { ...before, state, version, decisions: [...before.decisions, { state, actor, reason, at }] };
}
