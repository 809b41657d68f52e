import { rm } from 'node:fs/promises';
import type { EngineConnection } from './engine.ts';
import { isStreamable } from './formats.ts';
import { quote } from './sql-lexer.ts';
import { ServerError } from './server-error.ts';
import type { Spool } from './spool.ts';
import type { InsertData, Other, Output } from './statement.ts';

/** What the engine says about a finished statement; undefined where it does not say. */
export interface Counts {
  readonly elapsedSeconds: number;
  readonly readRows: number;
  readonly readBytes: number;
  readonly writtenRows: number;
}

/** The answer to a statement: bytes in memory, chunks as they are made, or a finished file. */
export type Result =
  | { readonly kind: 'bytes'; readonly format: string; readonly bytes: Uint8Array; readonly counts: Counts }
  | { readonly kind: 'stream'; readonly format: string; readonly chunks: AsyncGenerator<Buffer> }
  | { readonly kind: 'file'; readonly format: string; readonly path: string; readonly counts: Counts };

/** The statement text was split as Latin-1, so that positions are those of bytes; the engine wants UTF-8. */
const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

/** Inserts the data in `file`. The engine reads it itself, in whatever format it is. */
export async function insertFile(connection: EngineConnection, statement: InsertData, file: string): Promise<Result> {
  const { input, head, settings, format } = statement;
  const sql = input
    ? `${head.slice(0, input.start)}file(${quote(file)}, ${quote(format)}, ${input.structure}, 'none')${head.slice(input.end)}`
    : `${head} FROM INFILE ${quote(file)} COMPRESSION 'none' ${settings} FORMAT ${format}`;
  const result = await connection.query(utf8(sql));
  const counts = { ...countsOf(result), writtenRows: result.rowsRead };
  return { kind: 'bytes', format: 'TabSeparated', bytes: new Uint8Array(0), counts };
}

/** Runs a SELECT: streamed where the format allows, else through a file, so that a large result never sits in memory. */
export async function select(
  connection: EngineConnection,
  statement: Output,
  defaultFormat: string,
  spool: Spool,
  buffered: boolean,
): Promise<Result> {
  const format = statement.format ?? defaultFormat;
  if (isStreamable(format) && !statement.totals && !buffered) {
    return {
      kind: 'stream',
      format,
      chunks: connection.stream(utf8(`${statement.head} FORMAT ${format}${statement.tail}`), format),
    };
  }
  const path = spool.newFile();
  try {
    const sql = `${statement.head} INTO OUTFILE ${quote(path)} COMPRESSION 'none' FORMAT ${format}${statement.tail}`;
    return { kind: 'file', format, path, counts: countsOf(await connection.query(utf8(sql))) };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Runs anything else and returns its output, which is small. */
export async function command(connection: EngineConnection, statement: Other, defaultFormat: string): Promise<Result> {
  const result = await connection.query(utf8(statement.sql), defaultFormat);
  return { kind: 'bytes', format: statement.format ?? defaultFormat, bytes: result.bytes, counts: countsOf(result) };
}

const READS = new Set(['SHOW', 'DESCRIBE', 'DESC', 'EXISTS', 'EXPLAIN', 'SET', 'USE', 'CHECK']);

/** A GET may be repeated or prefetched by anything in between, so it may only read. */
export function assertReadOnly(statement: InsertData | Output | Other): void {
  if (statement.kind === 'select' || (statement.kind === 'other' && READS.has(statement.verb))) return;
  throw new ServerError(
    164,
    'Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly',
    'READONLY',
  );
}

const countsOf = (result: { elapsed: number; rowsRead: number; bytesRead: number }): Counts => ({
  elapsedSeconds: result.elapsed,
  readRows: result.rowsRead,
  readBytes: result.bytesRead,
  writtenRows: 0,
});
