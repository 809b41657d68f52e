import {
  STATE_AFTER,
  type AnsweredCorrectionCommand,
  type AssetCorrections,
  type Correction,
  type CorrectionChange,
  type CorrectionEvent,
} from './correction.ts';

/** Commands remembered per asset; a repeat comes within seconds. */
export const CORRECTION_COMMANDS_KEPT = 16;

/** The corrections of an asset after an event; an event they already hold (by version, or by command) changes nothing. */
export function evolveCorrections(state: AssetCorrections, event: CorrectionEvent): AssetCorrections {
  const { commandId, correctionId } = event.data;
  if (event.type === 'CorrectionCommandRefused') {
    // Of an asset without corrections nothing is kept: otherwise every mistyped id would be state for ever.
    if (state.version === 0 || state.answered.some((known) => known.commandId === commandId)) return state;
    const { code, field, detail } = event.data;
    return { ...state, answered: remember(state, { commandId, refusal: { code, field, detail } }) };
  }
  const { version } = event.data;
  if (version <= state.version) return state;
  const corrections = new Map(state.corrections);
  const changed = correctionAfter(corrections.get(correctionId), event);
  if (changed !== undefined) corrections.set(correctionId, changed);
  return { version, corrections, answered: remember(state, { commandId, refusal: null }) };
}

function correctionAfter(before: Correction | undefined, event: CorrectionChange): Correction | undefined {
  if (event.type === 'CorrectionRequested') {
    const { metric, from, to, kind, factor, offset, actor, version } = event.data;
    return { ...{ metric, from, to, kind, factor, offset }, state: 'REQUESTED', requestedBy: actor, version };
  }
  return before && { ...before, state: STATE_AFTER[event.type], version: event.data.version };
}

function remember(state: AssetCorrections, answered: AnsweredCorrectionCommand): readonly AnsweredCorrectionCommand[] {
  return [...state.answered.slice(1 - CORRECTION_COMMANDS_KEPT), answered];
}
