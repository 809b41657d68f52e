import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir } from '../paths.ts';
import type { Jdk } from '../tools/jdk.ts';

/** The JVM has much to say about classes it can't archive; only errors matter. */
const QUIET = ['-Xlog:disable', '-Xlog:all=error:stderr'];

/**
 * An archive of the classes a JVM loaded, which the next start maps instead of parsing jars again: measured on two busy cores,
 * Kafka then needs 4.0 s of processor time to start instead of 7.0 s. The first clean stop writes it (once, some seconds). A JVM
 * that finds it made by another build or for other jars ignores it.
 */
export class ClassArchive {
  readonly #file: string;
  readonly #draft: string;

  /** `name` must change with the jars. */
  constructor(name: string, jdk: Jdk) {
    this.#file = join(cacheDir(), 'class-archives', `${name}-java${jdk.major}.jsa`);
    // Several nodes of a cluster start side by side: each writes its own.
    this.#draft = `${this.#file}.${randomBytes(6).toString('hex')}`;
  }

  /** JVM options that use the archive, or that write one at the end when there is none yet. */
  options(): string[] {
    if (existsSync(this.#file)) return this.optionsIfThere();
    mkdirSync(dirname(this.#file), { recursive: true });
    return [`-XX:ArchiveClassesAtExit=${this.#draft}`, ...QUIET];
  }

  /** JVM options that use the archive; none while there is no archive. */
  optionsIfThere(): string[] {
    return existsSync(this.#file) ? [`-XX:SharedArchiveFile=${this.#file}`, ...QUIET] : [];
  }

  /** To be told how the JVM ended: only a JVM that ended by itself or by TERM has written a whole archive. */
  ended(how: string): void {
    if (!existsSync(this.#draft)) return;
    if (how === 'code 0' || how === 'code 143') renameSync(this.#draft, this.#file);
    else rmSync(this.#draft, { force: true });
  }
}
