import type { Decoded } from '@millrace/contracts';
import type { InRecord, Reason } from '@millrace/streaming';

/** Rows of one table made of one record. Throws Unusable for a record the table cannot hold. */
export type ToRows<Row> = (decoded: Decoded, record: InRecord) => Row[];

/** A record that can never become rows, and why. It goes to `dead_letters`. */
export class Unusable extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(`${reason.code}: ${reason.detail}`);
    this.name = 'Unusable';
    this.reason = reason;
  }
}

/** A known type of event on a topic where it does not belong. */
export function misplaced(decoded: Decoded, record: InRecord): Unusable {
  return new Unusable({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type} does not belong on ${record.topic}` });
}

/** Buckets of rollups are ClickHouse DateTime, which goes from 1970 into 2106. */
const LATEST = Date.UTC(2105, 11, 31) * 1000;

/** An instant the tables can hold. */
export function instant(field: string, micros: number): number {
  if (Number.isSafeInteger(micros) && micros >= 0 && micros <= LATEST) return micros;
  throw new Unusable({
    code: 'INSTANT_OUT_OF_RANGE',
    field,
    rule: 'must be between 1970 and 2105',
    detail: `${field} is ${micros} microseconds since 1970`,
  });
}

/** Partitions and positions are stored in 16 bits. */
const LARGEST_PLACE = 0xffff;

/** Refuses a partition or a position that the tables cannot hold. */
export function place(field: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= LARGEST_PLACE) return;
  throw new Unusable({
    code: 'PLACE_OUT_OF_RANGE',
    field,
    rule: `must be between 0 and ${LARGEST_PLACE}`,
    detail: `${field} is ${value}`,
  });
}

/** A number as it is stored: a column without NaN and infinity is one every tool can add up. */
export const finite = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
