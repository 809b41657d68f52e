import { setTimeout as delay } from 'node:timers/promises';
import type { Engine, EngineConnection } from './engine.ts';
import type { QueryRequest } from './request.ts';
import { ServerError } from './server-error.ts';

interface Session {
  readonly connection: EngineConnection;
  busy: boolean;
  /** Resolves when the request that has it is done with it. */
  free: Promise<void>;
  timer: NodeJS.Timeout | undefined;
}

/** Longest time a session may be kept, in seconds; the server's own default. */
const MAX_TIMEOUT_SECONDS = 3600;

/**
 * A client sends its next request as soon as it has the last byte of an answer, a moment before the session is put in order:
 * so a busy session is waited for this long, in ms, before the client is told that it is locked.
 */
const LOCK_PATIENCE_MS = 1000;

/** Connections that outlive a request because the client named a `session_id`; requests without one get their own. */
export class Sessions {
  readonly #engine: Engine;
  readonly #sessions = new Map<string, Session>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Runs `work` on the request's connection and gives it back or closes it afterwards. */
  async use<T>(request: QueryRequest, work: (connection: EngineConnection) => Promise<T>): Promise<T> {
    if (request.sessionId === undefined) return this.#useOnce(work);
    const session = await this.#take(request.sessionId, request.sessionCheck);
    const free = Promise.withResolvers<void>();
    session.free = free.promise;
    try {
      return await work(session.connection);
    } finally {
      session.busy = false;
      free.resolve();
      if (request.closeSession) await this.#end(request.sessionId);
      else this.#expireLater(request.sessionId, session, request.sessionTimeoutSeconds);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.#end(id)));
  }

  async #useOnce<T>(work: (connection: EngineConnection) => Promise<T>): Promise<T> {
    const connection = this.#engine.connect();
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }

  async #take(id: string, mustExist: boolean): Promise<Session> {
    const before = this.#sessions.get(id);
    if (before?.busy) await Promise.race([before.free, delay(LOCK_PATIENCE_MS)]);
    const known = this.#sessions.get(id);
    if (known?.busy) throw new ServerError(373, `Session ${id} is locked by a concurrent client`, 'SESSION_IS_LOCKED');
    if (!known && mustExist) throw new ServerError(372, `Session ${id} not found`, 'SESSION_NOT_FOUND');
    const session = known ?? {
      connection: this.#engine.connect(),
      busy: false,
      free: Promise.resolve(),
      timer: undefined,
    };
    clearTimeout(session.timer);
    session.busy = true;
    this.#sessions.set(id, session);
    return session;
  }

  #expireLater(id: string, session: Session, seconds: number): void {
    const limited = Math.min(Number.isFinite(seconds) && seconds > 0 ? seconds : 60, MAX_TIMEOUT_SECONDS);
    session.timer = setTimeout(() => void this.#end(id), limited * 1000);
    session.timer.unref();
  }

  async #end(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (!session) return;
    this.#sessions.delete(id);
    clearTimeout(session.timer);
    await session.connection.close();
  }
}
