import {
  ActionRecorded,
  eventRecord,
  LetterDiscarded,
  LetterResubmitted,
  RepairRefused,
  type Codecs,
  type Decoded,
  type DiscardLetter,
  type EventContract,
  type ResubmitLetter,
} from '@millrace/contracts';
import type { Letter, LetterEvent } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import { traceIdOf, type InRecord, type OutRecord } from '@millrace/streaming';
import { EVENT_SOURCE } from '../source.ts';

type Encoder = Pick<Codecs, 'encode'>;
export type RepairCommand =
  | { readonly type: 'ResubmitLetter'; readonly value: ResubmitLetter }
  | { readonly type: 'DiscardLetter'; readonly value: DiscardLetter };

/** The command a record holds, `undefined` if it holds something else. */
export function repairCommandOf(decoded: Decoded): RepairCommand | undefined {
  if (decoded.type === 'ResubmitLetter') return { type: decoded.type, value: decoded.value };
  return decoded.type === 'DiscardLetter' ? { type: decoded.type, value: decoded.value } : undefined;
}

/** A domain event as its record on `repairs.events`. */
export function letterEventRecord(codecs: Encoder, event: LetterEvent): OutRecord {
  const { eventId: id, commandId, tenant, letterId, occurredAt } = event.data;
  const about = { id, source: EVENT_SOURCE, time: occurredAt, correlationId: commandId };
  const of = <T>(contract: EventContract<T>, data: NoInfer<T>): OutRecord =>
    eventRecord<T>(codecs, contract, data, { key: `${tenant}/${letterId}`, ...about });
  switch (event.type) {
    case 'LetterResubmitted':
      return of(LetterResubmitted, event.data);
    case 'LetterDiscarded':
      return of(LetterDiscarded, event.data);
    case 'RepairRefused':
      return of(RepairRefused, event.data);
    default:
      return event satisfies never;
  }
}

const ACTIONS = { ResubmitLetter: 'dead-letters.resubmit', DiscardLetter: 'dead-letters.discard' } as const;

/** The same as the record of who did it, on `audit.events`: every command has one, whatever became of it. */
export function actionRecord(
  codecs: Encoder,
  { type, value }: RepairCommand,
  event: LetterEvent,
  [before, after]: readonly [Letter, Letter],
  record: InRecord,
): OutRecord {
  const { tenant, actor, reason, letterId, commandId, originalSha256 } = value;
  const { occurredAt } = event.data;
  const refused = event.type === 'RepairRefused' ? event.data : undefined;
  const contentSha256 = event.type === 'LetterResubmitted' ? event.data.contentSha256 : originalSha256;
  const eventId = uuidV5('action', event.data.eventId);
  const action: ActionRecorded = {
    ...{ eventId, tenant, actor, objectType: 'dead-letter', objectId: letterId, reason, commandId, occurredAt },
    action: ACTIONS[type],
    outcome: refused === undefined ? 'ALLOWED' : 'REFUSED',
    code: refused?.code ?? '',
    detail: refused?.detail ?? '',
    before: shown(before, originalSha256),
    after: refused === undefined ? shown(after, contentSha256) : null,
    traceId: traceIdOf(record),
  };
  const about = { id: eventId, source: EVENT_SOURCE, time: occurredAt, correlationId: commandId };
  return eventRecord(codecs, ActionRecorded, action, { key: `${tenant}/${actor}`, ...about });
}

const shown = ({ state, version }: Letter, contentSha256: string): string =>
  JSON.stringify({ state, version, contentSha256 });
