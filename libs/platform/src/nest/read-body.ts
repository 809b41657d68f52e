import type { IncomingMessage } from 'node:http';

/** Calls once, when all bytes of the body are there; never when the client goes away before. */
export function readBody(request: IncomingMessage, length: number, whole: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let missing = length;
  request.on('data', (chunk: Buffer) => {
    missing -= chunk.length;
    // Most bodies come in one piece, which need not be copied.
    if (missing === 0) whole(chunks.length === 0 ? chunk : Buffer.concat([...chunks, chunk], length));
    else chunks.push(chunk);
  });
}
