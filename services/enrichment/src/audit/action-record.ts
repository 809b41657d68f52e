import { ActionRecorded, eventRecord, type Codecs } from '@millrace/contracts';
import { uuidV5 } from '@millrace/platform';
import { traceIdOf, type InRecord, type OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

/** What was done, or asked for and refused, and to what. */
export interface Action extends Pick<ActionRecorded, 'action' | 'objectType' | 'objectId' | 'reason'> {
  readonly command: { readonly tenant: string; readonly actor: string; readonly commandId: string };
  readonly decision: { readonly eventId: string; readonly occurredAt: number };
  /** Why nothing was done; `undefined` when something was. */
  readonly refusal: { readonly code: string; readonly detail: string } | undefined;
  /** What the action is about, before and after it; null when there is nothing to say. */
  readonly before: unknown;
  readonly after: unknown;
}

/** An action as its record on `audit.events`, beside the outcome of the command. */
export function actionRecord(codecs: Pick<Codecs, 'encode'>, done: Action, record: InRecord): OutRecord {
  const { action, objectType, objectId, reason, command, decision, refusal, before, after } = done;
  const { tenant, actor, commandId } = command;
  const { occurredAt } = decision;
  // Who asks for what is so already is not refused anything.
  const refused = refusal?.code === 'ALREADY_APPLIED' ? undefined : refusal;
  const eventId = uuidV5('action', decision.eventId);
  const recorded: ActionRecorded = {
    ...{ eventId, tenant, actor, action, objectType, objectId },
    outcome: refused === undefined ? 'ALLOWED' : 'REFUSED',
    ...{ code: refused?.code ?? '', detail: refused?.detail ?? '', reason },
    before: shown(before),
    after: refusal === undefined ? shown(after) : null,
    ...{ commandId, traceId: traceIdOf(record), occurredAt },
  };
  const about = { id: eventId, source: SOURCE, time: occurredAt, correlationId: commandId };
  return eventRecord(codecs, ActionRecorded, recorded, { key: `${tenant}/${actor}`, ...about });
}

const shown = (part: unknown): string | null => (part === null ? null : JSON.stringify(part));
