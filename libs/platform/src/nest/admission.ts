import type { FastifyInstance, FastifyRequest } from 'fastify';
import { counter, gauge } from '../metrics/registry.ts';
import { ProblemException } from '../problem/problem.ts';

/** Route option (`@RouteConfig({ admission: 'own' })`): the service counts the bodies of this route itself. */
export interface AdmissionConfig {
  readonly admission?: 'own';
}

export interface AdmissionLimits {
  /** Bytes of one body, and of all bodies whose requests are not answered yet. */
  readonly bodyBytes: number;
  readonly pendingBytes: number;
}

const pending = gauge('millrace_http_pending_bytes', 'Bodies of requests that are not answered yet');
const refused = counter('millrace_http_refused_total', 'Requests refused before their body was read');
/** Waits of refused clients are spread over so many seconds, so that they don't come back together. */
const SPREAD_SECONDS = 4;
/** A refused body up to this size is thrown away as it comes, so that the connection lives on; for a larger one it is closed. */
const WORTH_DISCARDING = 256 * 1024;

export const readsOwnAdmission = (request: FastifyRequest): boolean =>
  (request.routeOptions.config as AdmissionConfig).admission === 'own';

/**
 * Lets in bodies only as far as all of them together may hold memory, before a byte is read: by Content-Length, or as the largest body
 * there may be when the client does not say. Beyond that it answers 503 with Retry-After.
 */
export function registerAdmission(fastify: FastifyInstance, { bodyBytes, pendingBytes }: AdmissionLimits): void {
  let held = 0;
  fastify.addHook('onRequest', (request, reply, done) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    if ((length === undefined && encoding === undefined) || readsOwnAdmission(request)) return done();
    const bytes = length === undefined ? bodyBytes : Number(length);
    // Fastify answers 413 as soon as it looks at the length.
    if (bytes > bodyBytes) return done();
    if (held + bytes > pendingBytes) {
      refused.inc();
      if (bytes > WORTH_DISCARDING) void reply.header('connection', 'close');
      const detail = 'Too many requests are being answered; send again.';
      return done(new ProblemException(503, { detail, retryAfterSeconds: 1 + SPREAD_SECONDS * Math.random() }));
    }
    pending.set((held += bytes));
    reply.raw.once('close', () => pending.set((held -= bytes)));
    done();
  });
}
