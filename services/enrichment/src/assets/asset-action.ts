import type { Codecs } from '@millrace/contracts';
import { partOf, type AssetCommand, type AssetEvent, type AssetState } from '@millrace/domain';
import type { InRecord, OutRecord } from '@millrace/streaming';
import { actionRecord, type Action } from '../audit/action-record.ts';

const ACTIONS: Readonly<Record<AssetCommand['type'], string>> = {
  RegisterAsset: 'assets.register',
  MoveAsset: 'assets.move',
  RenameAsset: 'assets.rename',
  RetireAsset: 'assets.retire',
  ReinstateAsset: 'assets.reinstate',
  BindMetric: 'assets.bind',
  UnbindMetric: 'assets.unbind',
  AssignAssetType: 'assets.assign-type',
  OverrideMetric: 'assets.override-metric',
  ClearMetricOverride: 'assets.clear-override',
};

/** A command on an asset as the record of who did it. */
export function assetActionRecord(
  codecs: Pick<Codecs, 'encode'>,
  command: AssetCommand,
  event: AssetEvent,
  [before, after]: readonly [AssetState, AssetState],
  record: InRecord,
): OutRecord {
  const action: Action = {
    ...{ command: command.data, action: ACTIONS[command.type], objectId: command.data.assetId },
    objectType: 'asset',
    reason: 'reason' in command.data ? command.data.reason : '',
    outcome: event.data,
    before: partOf(before, command),
    after: partOf(after, command),
  };
  return actionRecord(codecs, action, record);
}
