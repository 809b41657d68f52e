import type { Codecs, Decoded } from '@millrace/contracts';
import { decideAsset, evolveAsset, UNREGISTERED_ASSET } from '@millrace/domain';
import { nowMicros, uuidV5 } from '@millrace/platform';
import { deadLetter, ok, type InRecord, type StepResult } from '@millrace/streaming';
import { assetActionRecord } from './asset-action.ts';
import { assetCommandOf, assetEventRecord } from './asset-events.ts';
import { assetStore } from './asset-store.ts';
import type { Outlet } from '../outlet.ts';
import { wrongKey } from '../wrong-key.ts';

const DONE = ok(undefined);

/** Decides one command; its outcome, a change or a refusal, is one event that carries the command's id, and who asked is on record. */
export function commandStep(
  codecs: Pick<Codecs, 'encode'>,
  outlet: Outlet,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  const command = assetCommandOf(decoded);
  if (command === undefined) {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds asset commands` });
  }
  const { tenant, assetId, commandId } = command.data;
  const key = `${tenant}/${assetId}`;
  const misplaced = wrongKey(record, key);
  if (misplaced !== undefined) return misplaced;
  const assets = outlet.store(assetStore);
  const state = assets.get(key) ?? UNREGISTERED_ASSET;
  const eventId = uuidV5('asset-outcome', commandId, String(record.partition), String(record.offset));
  const event = decideAsset(state, command, { eventId, now: nowMicros() });
  const next = evolveAsset(state, event);
  outlet.emit(assetEventRecord(codecs, event), record);
  outlet.emit(assetActionRecord(codecs, command, event, [state, next], record), record);
  if (next !== state) assets.set(key, next);
  return DONE;
}
