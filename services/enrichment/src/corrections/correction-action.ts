import { ActionRecorded, eventRecord, type Codecs } from '@millrace/contracts';
import type { AssetCorrections, CorrectionCommand, CorrectionEvent } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import { traceIdOf, type InRecord, type OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

const ACTIONS: Readonly<Record<CorrectionCommand['type'], string>> = {
  RequestCorrection: 'corrections.request',
  ApproveCorrection: 'corrections.approve',
  RejectCorrection: 'corrections.reject',
  WithdrawCorrection: 'corrections.withdraw',
};

/** A command on a correction as the record of who did it, on `audit.events`: every command has one, whatever became of it. */
export function correctionActionRecord(
  codecs: Pick<Codecs, 'encode'>,
  command: CorrectionCommand,
  event: CorrectionEvent,
  [before, after]: readonly [AssetCorrections, AssetCorrections],
  record: InRecord,
): OutRecord {
  const { tenant, correctionId, actor, commandId, reason } = command.data;
  const { occurredAt } = event.data;
  // Who asks for what is so already is not refused anything.
  const refused =
    event.type === 'CorrectionCommandRefused' && event.data.code !== 'ALREADY_APPLIED' ? event.data : undefined;
  const eventId = uuidV5('action', event.data.eventId);
  const action: ActionRecorded = {
    ...{ eventId, tenant, actor, action: ACTIONS[command.type], objectType: 'correction', objectId: correctionId },
    outcome: refused === undefined ? 'ALLOWED' : 'REFUSED',
    ...{ code: refused?.code ?? '', detail: refused?.detail ?? '', reason },
    before: shown(before, command),
    after: event.type === 'CorrectionCommandRefused' ? null : shown(after, command),
    ...{ commandId, traceId: traceIdOf(record), occurredAt },
  };
  const about = { id: eventId, source: SOURCE, time: occurredAt, correlationId: commandId };
  return eventRecord(codecs, ActionRecorded, action, { key: `${tenant}/${actor}`, ...about });
}

/** The correction with its asset; what it puts in place of readings is in its event. */
function shown({ corrections }: AssetCorrections, { data }: CorrectionCommand): string | null {
  const correction = corrections.get(data.correctionId);
  return correction === undefined ? null : JSON.stringify({ assetId: data.assetId, ...correction });
}
