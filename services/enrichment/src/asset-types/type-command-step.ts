import type { Codecs, Decoded } from '@millrace/contracts';
import { decideAssetType, evolveAssetType, UNDEFINED_TYPE, type AssetTypeCommand } from '@millrace/domain';
import { nowMicros, uuidV5 } from '@millrace/platform';
import { deadLetter, ok, type InRecord, type StepResult } from '@millrace/streaming';
import { actionRecord, type Action } from '../audit/action-record.ts';
import type { Outlet } from '../outlet.ts';
import { wrongKey } from '../wrong-key.ts';
import { typeCommandOf, typeEventRecord } from './type-events.ts';
import { typeStore } from './type-store.ts';

const ACTIONS: Readonly<Record<AssetTypeCommand['type'], string>> = {
  DefineAssetType: 'asset-types.define',
  RetireAssetType: 'asset-types.retire',
};

/** Decides one command on an asset type; its outcome is one event that carries the command's id, and who asked is on record. */
export function typeCommandStep(
  codecs: Pick<Codecs, 'encode'>,
  outlet: Outlet,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  const command = typeCommandOf(decoded);
  if (command === undefined) {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds type commands` });
  }
  const { tenant, typeId, commandId } = command.data;
  const key = `${tenant}/${typeId}`;
  const misplaced = wrongKey(record, key, '<tenant>/<typeId>');
  if (misplaced !== undefined) return misplaced;
  const types = outlet.store(typeStore);
  const state = types.get(key) ?? UNDEFINED_TYPE;
  const eventId = uuidV5('asset-type-outcome', commandId, String(record.partition), String(record.offset));
  const event = decideAssetType(state, command, { eventId, now: nowMicros() });
  const next = evolveAssetType(state, event);
  outlet.emit(typeEventRecord(codecs, event), record);
  const action: Action = {
    ...{ command: command.data, action: ACTIONS[command.type], objectId: typeId },
    objectType: 'asset-type',
    reason: command.type === 'RetireAssetType' ? command.data.reason : '',
    outcome: event.data,
    // Retiring is not about the definition, which may be long.
    before: command.type === 'RetireAssetType' ? { isRetired: state.isRetired } : state.definition,
    after: command.type === 'RetireAssetType' ? { isRetired: next.isRetired } : next.definition,
  };
  outlet.emit(actionRecord(codecs, action, record), record);
  if (next !== state) types.set(key, next);
  return ok(undefined);
}
