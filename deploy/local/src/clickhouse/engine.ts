import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Opaque handle of one connection to the engine. */
type Handle = { readonly __chdb: 'connection' };
type StreamHandle = { readonly __chdb: 'stream' };

interface RawResult {
  readonly bytes: Uint8Array;
  /** Seconds. */
  readonly elapsed: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** What of chdb's native addon we use. */
interface Addon {
  CreateConnection(dir: string, args?: readonly string[]): Handle | undefined;
  CloseConnection(handle: Handle): void;
  QueryAsyncConnection(handle: Handle, sql: string, format: string): Promise<RawResult>;
  StreamQuery(handle: Handle, sql: string, format: string): StreamHandle;
  StreamFetch(
    stream: StreamHandle,
  ): Promise<{ readonly done: boolean; readonly bytes: Uint8Array; readonly numRows: number }>;
  StreamCancel(stream: StreamHandle): void;
}

/**
 * chdb's `Session` is not used: closing one waits for every query of the process, so connections would pile up behind one long
 * query. The addon underneath has what we need, and chdb's version is pinned exactly.
 */
function loadAddon(): Addon {
  const require = createRequire(import.meta.url);
  const loader = require(join(dirname(require.resolve('chdb/package.json')), 'dist', 'loader.js')) as {
    loadNative(): Addon;
  };
  return loader.loadNative();
}

/** One connection: its SETs, parameters, current database and temporary tables are its own. Runs one statement at a time. */
export class EngineConnection {
  readonly #addon: Addon;
  readonly #handle: Handle;
  /** Statements still running: the handle must not be closed under them. */
  #running: Promise<unknown> = Promise.resolve();
  /** The stream that is open, if any. */
  #stream: StreamHandle | undefined;

  constructor(addon: Addon, handle: Handle) {
    this.#addon = addon;
    this.#handle = handle;
  }

  /** Runs one statement and returns its whole output in `format` (used when the statement names none itself). */
  query(sql: string, format = 'TabSeparated'): Promise<RawResult> {
    return this.#track(this.#addon.QueryAsyncConnection(this.#handle, sql, format));
  }

  /** Runs a SELECT and yields its output as it is made. Each chunk is formatted on its own: only for formats without header or footer. */
  async *stream(sql: string, format: string): AsyncGenerator<Buffer> {
    const stream = this.#addon.StreamQuery(this.#handle, sql, format);
    this.#stream = stream;
    try {
      for (;;) {
        const chunk = await this.#track(this.#addon.StreamFetch(stream));
        if (chunk.done) return;
        if (chunk.bytes.length > 0)
          yield Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.byteLength);
      }
    } finally {
      await this.#endStream();
    }
  }

  /**
   * Ends an open stream first, whoever forgot it: the addon's garbage collection would otherwise cancel it some time later
   * on a connection that is gone, which is a segmentation fault.
   */
  async close(): Promise<void> {
    await this.#endStream();
    await this.#running;
    this.#addon.CloseConnection(this.#handle);
  }

  async #endStream(): Promise<void> {
    await this.#running;
    const stream = this.#stream;
    this.#stream = undefined;
    if (stream) this.#addon.StreamCancel(stream);
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running = work.then(
      () => undefined,
      () => undefined, // the caller gets the error from `work` itself
    );
    return work;
  }
}

/** The ClickHouse engine on one data directory. The engine allows one directory to a process and one process to a directory. */
export class Engine {
  readonly #addon: Addon;
  readonly #dir: string;
  /** Kept open: with the last connection the engine itself would go. */
  readonly #keeper: Handle;

  private constructor(addon: Addon, dir: string, keeper: Handle) {
    this.#addon = addon;
    this.#dir = dir;
    this.#keeper = keeper;
  }

  static open(dir: string): Engine {
    const addon = loadAddon();
    const keeper = addon.CreateConnection(dir, ['--async_load_databases=0']);
    if (!keeper) throw new Error(`the ClickHouse engine can't open ${dir}`);
    return new Engine(addon, dir, keeper);
  }

  /** A fresh connection costs 0.4 ms, so each request has its own and no setting can leak from one request to another. */
  connect(): EngineConnection {
    const handle = this.#addon.CreateConnection(this.#dir);
    if (!handle) throw new Error(`the ClickHouse engine gives no connection to ${this.#dir}`);
    return new EngineConnection(this.#addon, handle);
  }

  close(): void {
    this.#addon.CloseConnection(this.#keeper);
  }
}
