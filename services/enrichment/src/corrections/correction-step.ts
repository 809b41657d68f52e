import type { Codecs, Decoded } from '@millrace/contracts';
import { decideCorrection, evolveCorrections, NO_CORRECTIONS } from '@millrace/domain';
import { nowMicros, uuidV5 } from '@millrace/platform';
import { deadLetter, ok, type InRecord, type StepResult } from '@millrace/streaming';
import type { Outlet } from '../outlet.ts';
import { wrongKey } from '../wrong-key.ts';
import { correctionActionRecord } from './correction-action.ts';
import { correctionCommandOf, correctionEventRecord } from './correction-events.ts';
import { correctionStore } from './correction-store.ts';

const DONE = ok(undefined);

/** Decides one command; its outcome, a change or a refusal, is one event that carries the command's id, and who asked is on record. */
export function correctionStep(
  codecs: Pick<Codecs, 'encode'>,
  outlet: Outlet,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  const command = correctionCommandOf(decoded);
  if (command === undefined) {
    return deadLetter({
      code: 'UNEXPECTED_TYPE',
      detail: `${decoded.type}: ${record.topic} holds correction commands`,
    });
  }
  const { tenant, assetId, commandId } = command.data;
  const key = `${tenant}/${assetId}`;
  const misplaced = wrongKey(record, key);
  if (misplaced !== undefined) return misplaced;
  const corrections = outlet.store(correctionStore);
  const state = corrections.get(key) ?? NO_CORRECTIONS;
  const eventId = uuidV5('correction-outcome', commandId, String(record.partition), String(record.offset));
  const event = decideCorrection(state, command, { eventId, now: nowMicros() });
  const next = evolveCorrections(state, event);
  outlet.emit(correctionEventRecord(codecs, event), record);
  outlet.emit(correctionActionRecord(codecs, command, event, [state, next], record), record);
  if (next !== state) corrections.set(key, next);
  return DONE;
}
