import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Engine } from './engine.ts';
import { quote } from './sql-lexer.ts';
import type { Spool } from './spool.ts';

/** Decompresses by letting the engine copy one file into another: it knows methods that Node does not. */
export async function* engineDecoded(
  engine: Engine,
  spool: Spool,
  chunks: AsyncIterable<Buffer>,
  method: string,
): AsyncGenerator<Buffer> {
  const packed = await spool.fill(chunks);
  const plain = spool.newFile();
  const connection = engine.connect();
  try {
    const source = `file(${quote(packed)}, 'RawBLOB', 'body String', ${quote(method)})`;
    await connection.query(`SELECT body FROM ${source} INTO OUTFILE ${quote(plain)} COMPRESSION 'none' FORMAT RawBLOB`);
    yield* createReadStream(plain) as AsyncIterable<Buffer>;
  } finally {
    await connection.close();
    await Promise.all([packed, plain].map((path) => rm(path, { force: true })));
  }
}
