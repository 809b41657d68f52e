import { ActionRecorded, eventRecord, type Codecs } from '@millrace/contracts';
import type { EpochMicros } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import { traceIdOf, type InRecord, type OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

/** What somebody asked for, and what it came to. */
export interface Action {
  readonly command: { readonly tenant: string; readonly actor: string; readonly commandId: string };
  readonly action: string;
  readonly objectType: 'asset' | 'asset-type' | 'correction';
  readonly objectId: string;
  readonly reason: string;
  readonly outcome: {
    readonly eventId: string;
    readonly occurredAt: EpochMicros;
    /** Of an outcome that changes nothing. */
    readonly code?: string;
    readonly detail?: string;
  };
  /** The part that the command is about; null for what is not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The record of who did it on `audit.events`: every command has one, whatever became of it. */
export function actionRecord(codecs: Pick<Codecs, 'encode'>, asked: Action, record: InRecord): OutRecord {
  const { command, action, objectType, objectId, reason, outcome } = asked;
  const { tenant, actor, commandId } = command;
  const { occurredAt } = outcome;
  // Who asks for what is so already is not refused anything.
  const isRefused = outcome.code !== undefined && outcome.code !== 'ALREADY_APPLIED';
  const eventId = uuidV5('action', outcome.eventId);
  const data: ActionRecorded = {
    ...{ eventId, tenant, actor, action, objectType, objectId },
    outcome: isRefused ? 'REFUSED' : 'ALLOWED',
    code: isRefused ? (outcome.code ?? '') : '',
    detail: isRefused ? (outcome.detail ?? '') : '',
    reason,
    before: shown(asked.before),
    after: outcome.code === undefined ? shown(asked.after) : null,
    ...{ commandId, traceId: traceIdOf(record), occurredAt },
  };
  const about = { id: eventId, source: SOURCE, time: occurredAt, correlationId: commandId };
  return eventRecord(codecs, ActionRecorded, data, { key: `${tenant}/${actor}`, ...about });
}

const shown = (part: unknown): string | null => (part === null ? null : JSON.stringify(part));
