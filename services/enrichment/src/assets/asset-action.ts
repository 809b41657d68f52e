import { ActionRecorded, eventRecord, type Codecs } from '@millrace/contracts';
import { partOf, type AssetCommand, type AssetEvent, type AssetState } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import { traceIdOf, type InRecord, type OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

const ACTIONS: Readonly<Record<AssetCommand['type'], string>> = {
  RegisterAsset: 'assets.register',
  MoveAsset: 'assets.move',
  RenameAsset: 'assets.rename',
  RetireAsset: 'assets.retire',
  ReinstateAsset: 'assets.reinstate',
  BindMetric: 'assets.bind',
  UnbindMetric: 'assets.unbind',
};

/** A command on an asset as the record of who did it, on `audit.events`: every command has one, whatever became of it. */
export function assetActionRecord(
  codecs: Pick<Codecs, 'encode'>,
  command: AssetCommand,
  event: AssetEvent,
  [before, after]: readonly [AssetState, AssetState],
  record: InRecord,
): OutRecord {
  const { tenant, assetId, actor, commandId } = command.data;
  const { occurredAt } = event.data;
  // Who asks for what is so already is not refused anything.
  const refused =
    event.type === 'AssetCommandRefused' && event.data.code !== 'ALREADY_APPLIED' ? event.data : undefined;
  const eventId = uuidV5('action', event.data.eventId);
  const action: ActionRecorded = {
    ...{ eventId, tenant, actor, action: ACTIONS[command.type], objectType: 'asset', objectId: assetId },
    outcome: refused === undefined ? 'ALLOWED' : 'REFUSED',
    code: refused?.code ?? '',
    detail: refused?.detail ?? '',
    reason: 'reason' in command.data ? command.data.reason : '',
    before: shown(partOf(before, command)),
    after: event.type === 'AssetCommandRefused' ? null : shown(partOf(after, command)),
    ...{ commandId, traceId: traceIdOf(record), occurredAt },
  };
  const about = { id: eventId, source: SOURCE, time: occurredAt, correlationId: commandId };
  return eventRecord(codecs, ActionRecorded, action, { key: `${tenant}/${actor}`, ...about });
}

const shown = (part: unknown): string | null => (part === null ? null : JSON.stringify(part));
