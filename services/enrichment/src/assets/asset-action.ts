import type { Codecs } from '@millrace/contracts';
import { partOf, type AssetCommand, type AssetEvent, type AssetState } from '@millrace/domain';
import type { InRecord, OutRecord } from '@millrace/streaming';
import { actionRecord } from '../audit/action-record.ts';

const ACTIONS: Readonly<Record<AssetCommand['type'], string>> = {
  RegisterAsset: 'assets.register',
  MoveAsset: 'assets.move',
  RenameAsset: 'assets.rename',
  RetireAsset: 'assets.retire',
  ReinstateAsset: 'assets.reinstate',
  BindMetric: 'assets.bind',
  UnbindMetric: 'assets.unbind',
};

/** A command on an asset as the record of who did it: every command has one, whatever became of it. */
export function assetActionRecord(
  codecs: Pick<Codecs, 'encode'>,
  command: AssetCommand,
  event: AssetEvent,
  [before, after]: readonly [AssetState, AssetState],
  record: InRecord,
): OutRecord {
  return actionRecord(
    codecs,
    {
      ...{ action: ACTIONS[command.type], objectType: 'asset', objectId: command.data.assetId },
      reason: 'reason' in command.data ? command.data.reason : '',
      ...{ command: command.data, decision: event.data },
      refusal: event.type === 'AssetCommandRefused' ? event.data : undefined,
      ...{ before: partOf(before, command), after: partOf(after, command) },
    },
    record,
  );
}
