import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStatement } from './statement.ts';

describe('parseStatement', () => {
  it.each([
    ['INSERT INTO t FORMAT JSONEachRow\n{"a":1}', 'INSERT INTO t ', '', 'JSONEachRow', '{"a":1}'],
    ['insert into db.t (a, `b c`) format RowBinary\n\n\n', 'insert into db.t (a, `b c`) ', '', 'RowBinary', '\n\n'],
    [
      "INSERT INTO t SETTINGS x = 1, y = 'FORMAT' FORMAT CSV\r\n1,2",
      'INSERT INTO t ',
      "SETTINGS x = 1, y = 'FORMAT' ",
      'CSV',
      '1,2',
    ],
    ["INSERT INTO t (a) VALUES (1), ('x;')", 'INSERT INTO t (a) ', '', 'Values', " (1), ('x;')"],
    ['INSERT INTO t VALUES', 'INSERT INTO t ', '', 'Values', ''],
    ['INSERT INTO format FORMAT TSV\n1', 'INSERT INTO format ', '', 'TSV', '1'],
    ['INSERT INTO db.format FORMAT TSV\n1', 'INSERT INTO db.format ', '', 'TSV', '1'],
    [
      'INSERT /* FORMAT x */ INTO t -- FORMAT y\n FORMAT Native\nabc',
      'INSERT /* FORMAT x */ INTO t -- FORMAT y\n ',
      '',
      'Native',
      'abc',
    ],
    [
      "INSERT INTO FUNCTION null('format String') FORMAT TSV\nx",
      "INSERT INTO FUNCTION null('format String') ",
      '',
      'TSV',
      'x',
    ],
  ])('finds the data of %j', (text, head, settings, format, data) => {
    const statement = parseStatement(text);
    expect(statement).toMatchObject({ kind: 'insert-data', head, settings, format });
    expect(text.slice((statement as { dataAt: number }).dataAt)).toBe(data);
  });

  it.each([
    'INSERT INTO t SELECT a AS format FROM s',
    "INSERT INTO t SELECT format('{}', a) FROM s",
    'INSERT INTO t WITH 1 AS x SELECT x',
    'WITH 1 AS x INSERT INTO t SELECT x',
    'CREATE TABLE t (a UInt8) ENGINE = Memory',
    'SHOW TABLES FORMAT JSON',
  ])('takes %j for a statement without data', (text) => {
    expect(parseStatement(text)).toMatchObject({ kind: 'other', sql: text });
  });

  it.each([
    ['SELECT 1', undefined, 'SELECT 1', ''],
    ['SELECT 1 FORMAT JSON', 'JSON', 'SELECT 1 ', ''],
    ['SELECT 1 FORMAT JSON;', 'JSON', 'SELECT 1 ', ''],
    ['SELECT 1 FORMAT JSON SETTINGS a = 1', 'JSON', 'SELECT 1 ', ' SETTINGS a = 1'],
    ['SELECT 1 AS format FROM t', undefined, 'SELECT 1 AS format FROM t', ''],
    ['SELECT 1 AS format SETTINGS a = 1', undefined, 'SELECT 1 AS format SETTINGS a = 1', ''],
    ["SELECT ';' -- ; FORMAT CSV", undefined, "SELECT ';'", ''],
    ['(SELECT 1 FORMAT) UNION ALL (SELECT 2)', undefined, '(SELECT 1 FORMAT) UNION ALL (SELECT 2)', ''],
  ])('finds where the output of %j goes', (text, format, head, tail) => {
    expect(parseStatement(text)).toMatchObject({ kind: 'select', format, head, tail });
  });

  it('finds the structure an INSERT reads its data with', () => {
    const text = "INSERT INTO t SELECT a + 1 FROM input('a UInt8') WHERE a > 1 FORMAT TSV\n1";
    const { head, input } = parseStatement(text) as {
      head: string;
      input: { start: number; end: number; structure: string };
    };
    expect(input.structure).toBe("'a UInt8'");
    expect(head.slice(input.start, input.end)).toBe("input('a UInt8')");
  });

  it('refuses more than one statement, and nothing else that has a semicolon', () => {
    expect(() => parseStatement('SELECT 1; SELECT 2')).toThrow(/Multi-statements/);
    expect(() => parseStatement('SELECT \';\', `;`, ";" /* ; */ ;;')).not.toThrow();
  });

  it.each(['', '  \n', '-- nothing', '/* nothing */'])('refuses %j, which is no statement', (text) => {
    expect(() => parseStatement(text)).toThrow('Empty query');
  });

  it('leaves every byte behind the format alone', () => {
    const bytes = fc.uint8Array({ maxLength: 50 }).map((array) => Buffer.from(array).toString('latin1'));
    fc.assert(
      fc.property(bytes, (data) => {
        const text = `INSERT INTO t FORMAT RowBinary\n${data}`;
        const statement = parseStatement(text);
        return statement.kind === 'insert-data' && text.slice(statement.dataAt) === data;
      }),
    );
  });

  it('never fails on any text but for these reasons', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        try {
          parseStatement(text);
          return true;
        } catch (error) {
          return /Multi-statements|INTO OUTFILE|Empty query/.test(String(error));
        }
      }),
    );
  });
});
