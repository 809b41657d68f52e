import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { ServerError } from './server-error.ts';

const DECODERS: Readonly<Record<string, (() => NodeJS.ReadWriteStream) | undefined>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** Undoes a compression that Node does not know. */
export type ForeignDecoder = (chunks: AsyncIterable<Buffer>, method: string) => AsyncIterable<Buffer>;

/** Compressions that the engine's own file reader undoes; Python's client sends LZ4 frames by default. */
const FOREIGN: ReadonlySet<string> = new Set(['lz4', 'xz', 'bz2', 'snappy']);

/** The request's body with its Content-Encoding undone. */
export function openBody(request: IncomingMessage, foreign: ForeignDecoder): AsyncIterable<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return request;
  if (FOREIGN.has(encoding)) return foreign(request, encoding);
  const decoder = DECODERS[encoding];
  if (!decoder) throw new ServerError(48, `Unknown compression method: ${encoding}`, 'NOT_IMPLEMENTED');
  const stream = decoder() as unknown as Readable & NodeJS.WritableStream;
  request.on('error', (error) => stream.destroy(error));
  request.on('aborted', () => stream.destroy(new Error('the client went away in the middle of its request')));
  return request.pipe(stream);
}

/** Counts what passes and stops a body that is larger than `limit` bytes (after decompression). */
export async function* limited(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > limit)
      throw new ServerError(131, `Request body is larger than ${limit} bytes`, 'TOO_LARGE_STRING_SIZE');
    yield chunk;
  }
}

/** The first bytes of a body, enough to see a statement, and what comes after them. */
export interface Split {
  readonly head: Buffer;
  readonly complete: boolean;
  readonly rest: AsyncGenerator<Buffer>;
}

export async function splitHead(prefix: Buffer, chunks: AsyncGenerator<Buffer>, headBytes: number): Promise<Split> {
  const parts = [prefix];
  let size = prefix.length;
  while (size < headBytes) {
    const next = await chunks.next();
    if (next.done) return { head: Buffer.concat(parts), complete: true, rest: chunks };
    parts.push(next.value);
    size += next.value.length;
  }
  return { head: Buffer.concat(parts), complete: false, rest: chunks };
}
