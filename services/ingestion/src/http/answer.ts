import type { FieldError } from '@millrace/platform';
import type { Stored } from '../pipeline.ts';

/** What became of one message of the request. */
export interface AnswerItem {
  readonly index: number;
  readonly deviceId: string;
  readonly status: 'accepted' | 'partially-accepted' | 'rejected';
  readonly eventId?: string;
  readonly partition?: number;
  readonly offset?: number;
  readonly errors?: readonly FieldError[];
}

/** Counts are readings. `items` is there when something was refused, or when the client asked for it. */
export interface Answer {
  readonly accepted: number;
  readonly rejected: number;
  readonly messages: number;
  readonly items?: readonly AnswerItem[];
}

export function answerOf(stored: readonly Stored[], everyItem: boolean): Answer {
  let [accepted, rejected] = [0, 0];
  for (const item of stored) {
    accepted += item.accepted;
    rejected += item.rejected;
  }
  const counts = { accepted, rejected, messages: stored.length };
  return rejected === 0 && !everyItem ? counts : { ...counts, items: stored.map(itemOf) };
}

function itemOf(stored: Stored, index: number): AnswerItem {
  const { deviceId, eventId, accepted, position, violations } = stored;
  return {
    index,
    deviceId,
    status: accepted === 0 ? 'rejected' : violations.length === 0 ? 'accepted' : 'partially-accepted',
    ...(eventId === undefined ? {} : { eventId }),
    ...(position === undefined ? {} : { partition: position.partition, offset: position.offset }),
    ...(violations.length === 0
      ? {}
      : { errors: violations.map(({ field, value, rule }) => ({ field, value, rule })) }),
  };
}
