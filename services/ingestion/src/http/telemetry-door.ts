import { bearerToken, ProblemException } from '@millrace/platform';
import { readsOwnAdmission } from '@millrace/platform/nest';
import { createParamDecorator, type ExecutionContext, type OnModuleInit } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Credential, CredentialTable } from '../credentials/credential-table.ts';
import { countRefused } from '../pressure/doors.ts';
import type { Held, PendingBytes } from '../pressure/pending-bytes.ts';

/** A request that was let in: who sends it, and the bytes it holds until whoever takes it releases them. */
export interface Entry {
  readonly sender: Credential;
  readonly held: Held;
}

const entries = new WeakMap<FastifyRequest, Entry>();
const taken = new WeakSet<Entry>();

/** A refused body up to this size is thrown away as it comes, so that the connection lives on; for a larger one it is closed. */
const WORTH_DISCARDING = 256 * 1024;

/**
 * Stands in front of the routes with `admission: 'own'`, before a byte of the body is read: lets in who carries a valid device
 * credential, and only as much as may wait. What is let in counts by its Content-Length, or as the largest body there may be when the
 * client does not say.
 */
export class TelemetryDoor implements OnModuleInit {
  readonly #table: CredentialTable;
  readonly #pending: PendingBytes;
  readonly #bodyLimit: number;
  readonly #adapter: Pick<HttpAdapterHost, 'httpAdapter'>;

  constructor(
    table: CredentialTable,
    pending: PendingBytes,
    bodyLimit: number,
    adapter: Pick<HttpAdapterHost, 'httpAdapter'>,
  ) {
    this.#table = table;
    this.#pending = pending;
    this.#bodyLimit = bodyLimit;
    this.#adapter = adapter;
  }

  onModuleInit(): void {
    const fastify = this.#adapter.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', (request, reply, done) => {
      if (!readsOwnAdmission(request)) return done();
      try {
        this.#enter(request, reply);
        done();
      } catch (error) {
        done(error as Error);
      }
    });
  }

  /** Lets in who may come in at once, `bytes` of body; everybody else is to ask again by the way on which it is told why not. */
  letIn(authorization: string | undefined, bytes: number): Entry | undefined {
    const sender = this.#table.isComplete ? bearerOf(this.#table, authorization) : undefined;
    if (sender === undefined) return undefined;
    const held = this.#pending.admit(sender.credentialId, bytes);
    return typeof held === 'string' ? undefined : { sender, held };
  }

  #enter(request: FastifyRequest, reply: FastifyReply): void {
    const sender = senderOf(this.#table, request.headers.authorization);
    const length = request.headers['content-length'];
    const bytes = length === undefined ? this.#bodyLimit : Number(length);
    // Fastify answers 413 as soon as it looks at the length.
    if (bytes > this.#bodyLimit) return;
    const held = this.#pending.admit(sender.credentialId, bytes);
    if (typeof held === 'string') throw this.#refuse(held, bytes, reply);
    const entry = { sender, held };
    entries.set(request, entry);
    // A client that goes away before its body is whole; from `take` on it is the taker's.
    reply.raw.once('close', () => {
      if (!taken.has(entry)) held.release();
    });
  }

  #refuse(reason: 'full' | 'share', bytes: number, reply: FastifyReply): ProblemException {
    countRefused('http', reason);
    if (bytes > WORTH_DISCARDING) void reply.header('connection', 'close');
    const retryAfterSeconds = this.#pending.retryAfterSeconds();
    if (reason === 'full') {
      return new ProblemException(503, { detail: 'Too much is waiting to be stored; send again.', retryAfterSeconds });
    }
    const detail = 'Too much of this credential is waiting to be stored, beside that of others; send again.';
    return new ProblemException(429, { detail, retryAfterSeconds });
  }
}

/** @throws ProblemException 401; 503 while not every credential is known */
export function senderOf(table: CredentialTable, authorization: string | undefined): Credential {
  // A 401 would be final: a gateway that comes early in a start must keep what it has and come again.
  if (!table.isComplete) {
    const detail = 'This instance is starting and does not know every device credential yet; send again.';
    throw new ProblemException(503, { detail, retryAfterSeconds: 1 });
  }
  const credential = bearerOf(table, authorization);
  if (credential !== undefined) return credential;
  const detail = 'Send a valid device credential: Authorization: Bearer mrd_<credentialId>_<secret>.';
  throw new ProblemException(401, { detail });
}

function bearerOf(table: CredentialTable, authorization: string | undefined): Credential | undefined {
  const token = bearerToken(authorization);
  return token === undefined ? undefined : table.verify(token);
}

/** Parameter: what the door let in. Whoever takes it must release what it holds. */
export const Entered = createParamDecorator((_data: unknown, host: ExecutionContext): Entry => {
  const entry = entries.get(host.switchToHttp().getRequest<FastifyRequest>());
  if (entry === undefined)
    throw new Error("no entry: the route has no admission: 'own', or TelemetryDoor is not there");
  taken.add(entry);
  return entry;
});
