import type { Codecs } from '@millrace/contracts';
import type { AssetCorrections, CorrectionCommand, CorrectionEvent } from '@millrace/domain';
import type { InRecord, OutRecord } from '@millrace/streaming';
import { actionRecord, type Action } from '../audit/action-record.ts';

const ACTIONS: Readonly<Record<CorrectionCommand['type'], string>> = {
  RequestCorrection: 'corrections.request',
  ApproveCorrection: 'corrections.approve',
  RejectCorrection: 'corrections.reject',
  WithdrawCorrection: 'corrections.withdraw',
};

/** A command on a correction as the record of who did it. */
export function correctionActionRecord(
  codecs: Pick<Codecs, 'encode'>,
  command: CorrectionCommand,
  event: CorrectionEvent,
  [before, after]: readonly [AssetCorrections, AssetCorrections],
  record: InRecord,
): OutRecord {
  const { correctionId, reason } = command.data;
  const action: Action = {
    ...{ command: command.data, action: ACTIONS[command.type], objectId: correctionId, reason },
    objectType: 'correction',
    outcome: event.data,
    before: shown(before, command),
    after: shown(after, command),
  };
  return actionRecord(codecs, action, record);
}

/** The correction with its asset; what it puts in place of readings is in its event. */
function shown({ corrections }: AssetCorrections, { data }: CorrectionCommand): unknown {
  const correction = corrections.get(data.correctionId);
  return correction === undefined ? null : { assetId: data.assetId, ...correction };
}
