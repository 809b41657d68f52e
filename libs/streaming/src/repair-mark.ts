import type { InRecord } from './types.ts';

/** The header of a record that went in again after somebody dealt with its letter (docs/adr/0012). */
export const REPAIR_HEADER = 'millrace-repair';

/** What the header says. */
export interface RepairMark {
  /** The letter that the record was resubmitted for, and the first one of its chain. */
  readonly letterId: string;
  readonly rootId: string;
  /** Which time along the chain, from 1. */
  readonly attempt: number;
  /** The one stream that failed and gets it again; undefined: everybody does, for nobody ever had it. */
  readonly stream: string | undefined;
}

/** The mark as header text, e.g. `letter=…;root=…;attempt=1;stream=enrichment.telemetry`. */
export function formatRepairMark({ letterId, rootId, attempt, stream }: RepairMark): string {
  return `letter=${letterId};root=${rootId};attempt=${attempt}${stream === undefined ? '' : `;stream=${stream}`}`;
}

const MARK = /^letter=([^;]+);root=([^;]+);attempt=(\d{1,9})(?:;stream=([^;]+))?$/;

/** The mark of a record; undefined for one that was not resubmitted. */
export function repairMarkOf({ headers }: Pick<InRecord, 'headers'>): RepairMark | undefined {
  const header = headers[REPAIR_HEADER];
  const [, letterId, rootId, attempt, stream] = MARK.exec(header?.toString() ?? '') ?? [];
  if (letterId === undefined || rootId === undefined) return undefined;
  return { letterId, rootId, attempt: Number(attempt), stream };
}

/**
 * The records that a stream is to work on. One that was resubmitted for a single stream is passed over by all others: they had the
 * first one, and would do everything twice.
 */
export function meantFor(stream: string, records: readonly InRecord[]): readonly InRecord[] {
  // Nearly always nothing is marked, and then nothing is copied.
  if (!records.some(isMarked)) return records;
  return records.filter((record) => (repairMarkOf(record)?.stream ?? stream) === stream);
}

const isMarked = ({ headers }: InRecord): boolean => headers[REPAIR_HEADER] !== undefined;
