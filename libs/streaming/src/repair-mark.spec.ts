import { describe, expect, it } from 'vitest';
import { formatRepairMark, meantFor, REPAIR_HEADER, repairMarkOf } from './repair-mark.ts';
import type { InRecord } from './types.ts';

const record = (offset: number, mark?: string): InRecord => ({
  ...{ topic: 't', partition: 0, offset, timestamp: 0, key: null, value: null },
  headers: mark === undefined ? {} : { [REPAIR_HEADER]: Buffer.from(mark) },
});
const mark = { letterId: 'b.3.17', rootId: 'a', attempt: 2, stream: 'alerting.rules' };

describe('the mark of a resubmitted record', () => {
  it('1. is read as it was written, with a stream and without', () => {
    for (const one of [mark, { ...mark, stream: undefined }]) {
      expect(repairMarkOf(record(1, formatRepairMark(one)))).toEqual(one);
    }
  });

  it('2. is nothing where there is none, or something else', () => {
    expect(repairMarkOf(record(1))).toBeUndefined();
    expect(repairMarkOf(record(1, 'attempt=1'))).toBeUndefined();
  });

  it('3. keeps a record from every stream but the one that failed; an unmarked one, and one for all, is for everybody', () => {
    const records = [record(1), record(2, formatRepairMark(mark)), record(3, formatRepairMark({ ...mark, stream: undefined }))]; // prettier-ignore
    const offsets = (stream: string) => meantFor(stream, records).map(({ offset }) => offset);
    expect(offsets('alerting.rules')).toEqual([1, 2, 3]);
    expect(offsets('reporting.readings')).toEqual([1, 3]);
    expect(meantFor('any', [records[0]!])).toEqual([records[0]]);
  });
});
