import type { FastifyInstance } from 'fastify';

/** A page may run its own scripts and styles and load from its own origin; nothing may frame it. */
const CONTENT_POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** On every answer. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': CONTENT_POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Sets sensible security headers on every answer; a route may set its own instead. */
export function registerSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    for (const name in SECURITY_HEADERS) setDefault(reply, name, SECURITY_HEADERS[name] ?? '');
    done(null, payload);
  });
}

interface HeaderReply {
  hasHeader(name: string): boolean;
  header(name: string, value: string): unknown;
}

function setDefault(reply: HeaderReply, name: string, value: string): void {
  if (!reply.hasHeader(name)) reply.header(name, value);
}
