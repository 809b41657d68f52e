import type { Codecs, ResubmitLetter } from '@millrace/contracts';
import type { ContentRefusalCode, ContentVerdict, ReadingRules } from '@millrace/domain';
import { parseJsonBody, ProblemException } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import type { EventLog } from '../event-log.ts';

/** What it takes to make records of a letter's content again. */
export interface ContentParts {
  readonly codecs: Pick<Codecs, 'prepare' | 'decode' | 'findSchema' | 'idOf'>;
  /** Makes records as the live doors do. */
  readonly log: Pick<EventLog, 'received'>;
  readonly rules: ReadingRules;
}

export type Resubmission = Pick<ResubmitLetter, 'tenant' | 'letterId' | 'contentKind' | 'content'>;

/** The records that a content would go in again as, or why it cannot. */
export type Content = { readonly records: readonly OutRecord[] } | Extract<ContentVerdict, { usable: false }>;

export const refused = (code: ContentRefusalCode, field: string, detail: string): Content => ({
  ...{ usable: false, code, field, detail },
});

/** What decides about a letter wants to know of its content. */
export function verdictOf(content: Content): ContentVerdict {
  if ('usable' in content) return content;
  return { usable: true, topic: content.records[0]?.topic ?? '', records: content.records.length };
}

/** The JSON of an edit, or where it stops being JSON. */
export function parseEdit(bytes: Buffer): { readonly json: unknown } | { readonly broken: string } {
  try {
    return { json: parseJsonBody(bytes) };
  } catch (error) {
    if (error instanceof ProblemException) return { broken: error.message };
    throw error;
  }
}
