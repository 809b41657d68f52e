import { mkdirSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';

/**
 * Files through which bulk data enters and leaves the engine, in a folder relative to the server's working directory, so that no
 * character of the data folder's own path can be taken for a pattern by the engine. Inline data would be simpler, but the
 * engine's command parser ends it at the first blank line, and drops the rest without a word.
 */
export class Spool {
  readonly #dir: string;
  #count = 0;

  constructor(dir: string) {
    this.#dir = dir;
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
  }

  newFile(): string {
    this.#count += 1;
    return `${this.#dir}/${this.#count}`;
  }

  /** Writes all chunks, in order; resolves with the file's path once the body is complete. */
  async fill(chunks: AsyncIterable<Buffer>): Promise<string> {
    const path = this.newFile();
    const file = await open(path, 'w');
    try {
      for await (const chunk of chunks) if (chunk.length > 0) await file.writeFile(chunk);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return path;
  }
}
