import type { Decoded } from '@millrace/contracts';
import { ProblemException } from '@millrace/platform/nest';

/** What became of a command on a letter. */
export type Outcome =
  | {
      readonly done: 'resubmitted';
      readonly version: number;
      readonly attempt: number;
      readonly topic: string;
      readonly records: number;
      readonly edited: boolean;
    }
  | { readonly done: 'discarded'; readonly version: number }
  /** This very command had done it before. */
  | { readonly done: 'repeated' }
  | { readonly done: 'refused'; readonly code: string; readonly field: string; readonly detail: string };

/** The event that answered a command. */
export function outcomeOf(event: Decoded): Outcome {
  switch (event.type) {
    case 'LetterResubmitted': {
      const { version, attempt, topic, records, edited } = event.value;
      return { done: 'resubmitted', version, attempt, topic, records, edited };
    }
    case 'LetterDiscarded':
      return { done: 'discarded', version: event.value.version };
    case 'RepairRefused': {
      const { code, field, detail } = event.value;
      return code === 'ALREADY_APPLIED' ? { done: 'repeated' } : { done: 'refused', code, field, detail };
    }
    default:
      throw new Error(`${event.type} is no outcome of a command on a letter`);
  }
}

const STATUS: Readonly<Record<string, number>> = {
  ALREADY_RESUBMITTED: 409,
  ALREADY_DISCARDED: 409,
  VERSION_CONFLICT: 409,
  FOREIGN_TENANT: 403,
  REGISTRY_AWAY: 503,
};

/** A refusal as the answer to a request; `more` is what else the caller should know. */
export function refusalProblem(
  { code, field, detail }: Extract<Outcome, { done: 'refused' }>,
  more = '',
): ProblemException {
  const errors = field === '' ? {} : { errors: [{ field, value: null, rule: detail }] };
  const again = code === 'REGISTRY_AWAY' ? { retryAfterSeconds: 5 } : {};
  return new ProblemException(STATUS[code] ?? 422, { title: code, detail: `${detail}${more}`, ...errors, ...again });
}
