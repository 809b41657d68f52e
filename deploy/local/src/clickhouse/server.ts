import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import { rm } from 'node:fs/promises';
import { authenticate } from './auth.ts';
import { limited, openBody, splitHead } from './body.ts';
import { applyContext } from './context.ts';
import { engineDecoded } from './engine-decoded.ts';
import { Engine, type EngineConnection } from './engine.ts';
import { assertReadOnly, command, insertFile, type Result, select } from './execute.ts';
import { Gate } from './gate.ts';
import { readFormFields } from './form.ts';
import { type Credentials, type QueryRequest, readCredentials, readRequest } from './request.ts';
import { sendError, sendResult } from './respond.ts';
import { ServerError, toServerText } from './server-error.ts';
import { Sessions } from './sessions.ts';
import { Spool } from './spool.ts';
import { parseStatement } from './statement.ts';

export interface ClickHouseServerOptions {
  readonly dataDir: string;
  /** Folder for bodies on their way, relative to the working directory. */
  readonly spoolDir: string;
  readonly credentials: Credentials;
  /** Largest request body after decompression, in bytes. */
  readonly maxBodyBytes: number;
  readonly maxConcurrentQueries: number;
}

/** How much of a request is looked at to find out what it is: the server's own max_query_size. */
const HEAD_BYTES = 262_144;

/** The ClickHouse HTTP interface in front of the embedded engine. */
export class ClickHouseServer {
  readonly http: Server;
  readonly #options: ClickHouseServerOptions;
  readonly #engine: Engine;
  readonly #sessions: Sessions;
  readonly #spool: Spool;
  readonly #gate: Gate;
  readonly #about: { readonly version: string; readonly timezone: string };

  private constructor(options: ClickHouseServerOptions, engine: Engine, about: { version: string; timezone: string }) {
    this.#options = options;
    this.#engine = engine;
    this.#about = about;
    this.#sessions = new Sessions(engine);
    this.#spool = new Spool(options.spoolDir);
    this.#gate = new Gate(options.maxConcurrentQueries);
    this.http = createServer((request, response) => void this.#handle(request, response));
    this.http.requestTimeout = 0; // a streamed insert may take as long as it takes
    this.http.keepAliveTimeout = 30_000;
  }

  static async open(options: ClickHouseServerOptions): Promise<ClickHouseServer> {
    const engine = Engine.open(options.dataDir);
    const connection = engine.connect();
    const { bytes } = await connection.query('SELECT version(), timezone()', 'JSONCompactEachRow');
    await connection.close();
    const [version, timezone] = JSON.parse(Buffer.from(bytes).toString('utf8')) as [string, string];
    return new ClickHouseServer(options, engine, { version, timezone });
  }

  /** Stops listening, lets running requests end and closes the engine. */
  async close(): Promise<void> {
    this.http.closeIdleConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
    await this.#sessions.close();
    this.#engine.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#route(request, response);
    } catch (error) {
      const { code, text } = this.#describe(error);
      request.resume(); // a client still sending must not wait for ever
      sendError(response, code, text);
    }
  }

  #describe(error: unknown): { code: number; text: string } {
    const raw =
      error instanceof ServerError
        ? `Code: ${error.code}. DB::Exception: ${error.message}. (${error.codeName})`
        : String(error);
    return toServerText(raw.replace(/^Error: /, ''), this.#about.version);
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://local');
    response.setHeader('X-ClickHouse-Server-Display-Name', hostname());
    if (url.pathname === '/ping' || url.pathname === '/replicas_status') return void response.end('Ok.\n');
    if (url.pathname !== '/') {
      response.statusCode = 404;
      return void response.end(`There is no handle ${url.pathname}\nUse / or /ping for health checks\n`);
    }
    if (request.method === 'GET' && url.search === '') return void response.end('Ok.\n');
    const fields = await readFormFields(request, url.searchParams);
    authenticate(readCredentials(request, fields), this.#options.credentials);
    const asked = readRequest(request, fields);
    response.setHeader('X-ClickHouse-Query-Id', asked.queryId);
    response.setHeader('X-ClickHouse-Timezone', this.#about.timezone);
    const context = {
      request,
      response,
      compress: asked.compressResponse,
      errorText: (error: unknown) => this.#describe(error).text,
    };
    const answer = async (connection: EngineConnection, run: () => Promise<Result>) => {
      const undo = await applyContext(connection, asked);
      try {
        await sendResult(await run(), context);
      } finally {
        await undo();
      }
    };
    await this.#prepare(request, asked, (run) =>
      this.#gate.run(() => this.#sessions.use(asked, (connection) => answer(connection, () => run(connection)))),
    );
  }

  /** Reads statement and data completely before the engine sees anything: a broken upload inserts nothing. */
  async #prepare(
    request: IncomingMessage,
    asked: QueryRequest,
    execute: (run: (connection: EngineConnection) => Promise<Result>) => Promise<void>,
  ): Promise<void> {
    const prefix = Buffer.from(asked.query === '' ? '' : `${asked.query}\n`);
    const body = openBody(request, (chunks, method) => engineDecoded(this.#engine, this.#spool, chunks, method));
    const chunks = limited(body, this.#options.maxBodyBytes);
    const { head, complete, rest } = await splitHead(prefix, chunks, HEAD_BYTES);
    const statement = parseStatement(head.toString('latin1'));
    if (asked.readonly) assertReadOnly(statement);
    const format = asked.defaultFormat ?? 'TabSeparated';
    if (statement.kind === 'insert-data') {
      const file = await this.#spool.fill(joined(head.subarray(statement.dataAt), rest));
      try {
        return await execute((connection) => insertFile(connection, statement, file));
      } finally {
        await rm(file, { force: true });
      }
    }
    const whole = complete ? statement : parseStatement((await collect(head, rest)).toString('latin1'));
    if (whole.kind === 'select')
      return execute((connection) => select(connection, whole, format, this.#spool, asked.waitEndOfQuery));
    if (whole.kind === 'other') return execute((connection) => command(connection, whole, format));
    throw new ServerError(62, `Syntax error: no statement within ${HEAD_BYTES} bytes`, 'SYNTAX_ERROR');
  }
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function collect(head: Buffer, rest: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts = [head];
  for await (const chunk of rest) parts.push(chunk);
  return Buffer.concat(parts);
}
