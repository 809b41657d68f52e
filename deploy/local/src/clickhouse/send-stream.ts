import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Marks an error in the middle of a body: 16 letters that the client was told in a header beforehand. */
export const newExceptionTag = (): string =>
  Buffer.from(randomBytes(16).map((byte) => 97 + (byte % 26))).toString('latin1');

/** The error as the server (since 25.11) writes it behind rows that were sent already. The length counts the text's line feed. */
export function exceptionBlock(tag: string, text: string): string {
  const message = `${text.trimEnd()}\n`;
  return `\r\n__exception__\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n__exception__\r\n`;
}

/**
 * Writes chunks as fast as the client takes them. When making one fails, the error's text follows and the connection is cut
 * without the end that a whole body has, so that no client takes a part for the whole.
 */
export async function sendStream(
  chunks: AsyncIterable<Buffer>,
  response: ServerResponse,
  tag: string,
  errorText: (error: unknown) => string,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    for await (const chunk of chunks) {
      if (response.destroyed) return; // nobody is listening: ends the query too
      if (!response.write(chunk)) await once(response, 'drain', { signal: gone.signal });
    }
    response.end();
  } catch (error) {
    if (response.destroyed) return;
    response.write(exceptionBlock(tag, errorText(error)), () => response.destroy());
  }
}
