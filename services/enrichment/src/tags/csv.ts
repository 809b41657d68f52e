import { CsvError, parse } from 'csv-parse/sync';
import { ProblemException } from '@millrace/platform/nest';
import { COLUMNS, NUMBERS } from './tag-row.ts';

/** A line of a file, not checked yet. */
export interface RawLine {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

const DELIMITERS = [',', ';', '\t'];
const LONGEST_LINE = 65_536;

/**
 * The lines of a CSV file as spreadsheets write it: a header with names of columns in any order, and comma, semicolon or tab between
 * fields. Empty fields are absent, numbers are read as such.
 * @throws ProblemException 400 when it is no CSV, or has a column that nobody knows
 */
export function readCsv(file: Buffer): RawLine[] {
  const columns = (header: string[]): string[] => header.map(knownColumn);
  const options = { bom: true, columns, info: true, skip_empty_lines: true, trim: true, max_record_size: LONGEST_LINE };
  let records: readonly { readonly record: Record<string, string>; readonly info: { readonly lines: number } }[];
  try {
    records = parse(file, { ...options, delimiter: delimiterOf(file) }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ProblemException(400, { detail: `The file is no CSV: ${error.message}` });
  }
  return records.map(({ record, info }) => ({ line: info.lines, fields: fieldsOf(record) }));
}

function knownColumn(name: string): string {
  const known = COLUMNS.find((column) => column.toLowerCase() === name.trim().toLowerCase());
  if (known !== undefined) return known;
  const rule = `must be one of ${COLUMNS.join(', ')}`;
  const errors = [{ field: 'header', value: name, rule }];
  throw new ProblemException(400, { detail: `column "${name}": ${rule}`, errors });
}

/** The one of which the first line has most. */
function delimiterOf(file: Buffer): string {
  const header = file.toString('utf8', 0, LONGEST_LINE).split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((a, b) => (count(b) > count(a) ? b : a));
}

function fieldsOf(record: Readonly<Record<string, string>>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [column, text] of Object.entries(record)) {
    if (text === '') continue;
    // What is no number stays text, and is refused as such.
    const number = NUMBERS.has(column) ? Number(text) : Number.NaN;
    fields[column] = Number.isFinite(number) ? number : unguarded(text);
  }
  return fields;
}

/** Spreadsheets run what begins so: https://owasp.org/www-community/attacks/CSV_Injection. A quote before it, one more than there is, makes it text. */
const FORMULA = /^'*[=+\-@\t\r]/;
const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
const unguarded = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const CSV_HEADER = `${COLUMNS.join(',')}\r\n`;

/** A row as a line of CSV (RFC 4180). */
export function csvLine(row: Readonly<Record<string, string | number | undefined>>): string {
  const cells = COLUMNS.map((column) => {
    const value = row[column];
    return typeof value === 'string' ? quoted(guarded(value)) : String(value ?? '');
  });
  return `${cells.join(',')}\r\n`;
}
