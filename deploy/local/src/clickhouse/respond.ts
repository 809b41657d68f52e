import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib';
import type { Counts, Result } from './execute.ts';
import { contentType } from './formats.ts';
import { newExceptionTag, sendStream } from './send-stream.ts';
import { httpStatus } from './server-error.ts';

/** In the order in which the server prefers them; gzip before zstd costs little here and every client knows it. */
const ENCODERS: readonly (readonly [string, () => NodeJS.ReadWriteStream])[] = [
  ['br', createBrotliCompress],
  ['zstd', createZstdCompress],
  ['gzip', createGzip],
  ['deflate', createDeflate],
];

/** The compression to answer with: the first of ours that the request accepts, and none unless it asked for one. */
export function responseEncoding(request: IncomingMessage, wanted: boolean) {
  if (!wanted) return undefined;
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim().split(';')[0]);
  return ENCODERS.find(([name]) => accepted.includes(name));
}

/** X-ClickHouse-Summary: counters as strings, because they may be larger than a JSON number can be. */
const summary = (counts: Counts, resultBytes: number): string =>
  JSON.stringify({
    read_rows: String(counts.readRows),
    read_bytes: String(counts.readBytes),
    written_rows: String(counts.writtenRows),
    written_bytes: String(counts.writtenRows > 0 ? counts.readBytes : 0),
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: String(resultBytes),
    elapsed_ns: String(Math.round(counts.elapsedSeconds * 1e9)),
  });

export interface ReplyContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly compress: boolean;
  /** An engine error in the server's words. */
  readonly errorText: (error: unknown) => string;
}

/** Sends a result. A stream's first chunk is awaited before the status is sent, so that most errors come as an HTTP status. */
export async function sendResult(result: Result, context: ReplyContext): Promise<void> {
  const { response } = context;
  response.setHeader('Content-Type', contentType(result.format));
  response.setHeader('X-ClickHouse-Format', result.format);
  if (result.kind === 'stream') {
    return sendChunks(result.chunks, context);
  }
  if (result.kind === 'bytes') {
    response.setHeader('X-ClickHouse-Summary', summary(result.counts, result.bytes.length));
    await send(Readable.from(result.bytes.length > 0 ? [Buffer.from(result.bytes)] : []), context);
    return;
  }
  try {
    response.setHeader('X-ClickHouse-Summary', summary(result.counts, (await stat(result.path)).size));
    await send(createReadStream(result.path), context);
  } finally {
    await rm(result.path, { force: true });
  }
}

async function sendChunks(chunks: AsyncGenerator<Buffer>, context: ReplyContext): Promise<void> {
  const { request, response, compress, errorText } = context;
  const first = await chunks.next();
  const all = first.done ? chunks : resume(first.value, chunks);
  if (responseEncoding(request, compress)) return send(Readable.from(all), context);
  const tag = newExceptionTag();
  response.setHeader('X-ClickHouse-Exception-Tag', tag);
  await sendStream(all, response, tag, errorText);
}

/** Gives back a chunk that was taken to look at; `rest` is ended even when the reader leaves before it. */
async function* resume(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function send(source: Readable, { request, response, compress }: ReplyContext): Promise<void> {
  const encoder = responseEncoding(request, compress);
  response.statusCode = 200;
  if (!encoder) return pipeline(source, response);
  response.setHeader('Content-Encoding', encoder[0]);
  await pipeline(source, encoder[1](), response);
}

/**
 * Sends an error. When rows were sent already, the connection is cut instead: a client then sees a broken answer and never
 * takes a part of it for the whole.
 */
export function sendError(response: ServerResponse, code: number, text: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.removeHeader('Content-Encoding');
  response.removeHeader('X-ClickHouse-Summary');
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.setHeader('X-ClickHouse-Exception-Code', String(code));
  response.statusCode = httpStatus(code);
  response.end(text);
}
