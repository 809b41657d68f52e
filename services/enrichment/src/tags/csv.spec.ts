import fc from 'fast-check';
import { ProblemException } from '@millrace/platform/nest';
import { describe, expect, it } from 'vitest';
import { CSV_HEADER, csvLine, readCsv } from './csv.ts';

const read = (text: string) => readCsv(Buffer.from(text));

describe('a CSV file of tags', () => {
  it.each([',', ';', '\t'])(
    'is read with %j between its fields, columns in any order, and a byte order mark',
    (between) => {
      const lines = [
        ['Metric', 'assetid', 'scale', 'path'],
        ['oil', 'pump-7', '0.1', ''],
        [],
        ['"a, ""b""\n;c"', 'x', 'ten', ' y '],
      ];
      const text = `\uFEFF${lines.map((line) => line.join(between)).join('\r\n')}`;
      expect(read(text)).toEqual([
        { line: 2, fields: { metric: 'oil', assetId: 'pump-7', scale: 0.1 } },
        { line: 5, fields: { metric: 'a, "b"\n;c', assetId: 'x', scale: 'ten', path: 'y' } },
      ]);
    },
  );

  it.each([
    ['assetId,colour\na,b', 'column "colour": must be one of assetId, name,'],
    ['assetId,metric\na', 'no CSV'],
    ['assetId,metric\n"a,b', 'no CSV'],
  ])('is refused when it is %j', (text, detail) => {
    expect(() => read(text)).toThrow(ProblemException);
    expect(() => read(text)).toThrow(detail);
  });

  it('gives back what a line was made of, formulas as text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((one) => one.trim() === one);
    const formula = fc.constantFrom('=1+1', '@x', '-5 bar', '+a', "'=x", "''-x", "'");
    const row = fc.record({
      assetId: fc.constant('a'),
      name: fc.oneof(text, formula),
      scale: fc.integer(),
      offset: fc.float({ noNaN: true, noDefaultInfinity: true }),
    });
    fc.assert(
      fc.property(row, (fields) => {
        const written = `${CSV_HEADER}${csvLine(fields)}`;
        expect(written).not.toMatch(/(^|,)[=+@]/);
        expect(read(written)[0]?.fields).toEqual({
          ...fields,
          offset: Object.is(fields.offset, -0) ? 0 : fields.offset,
        });
      }),
    );
  });
});
