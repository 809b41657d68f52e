import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jsonSyntax } from '../problem/json-position.ts';
import { ProblemException } from '../problem/problem.ts';

/** Route option (`@RouteConfig({ rawJson: true })`): the handler gets the JSON body's bytes and parses them itself. */
export interface RawJsonConfig {
  readonly rawJson?: boolean;
}

const PROTOTYPE_KEYS = /"(?:_|\\u005[fF]){2}proto(?:_|\\u005[fF]){2}"\s*:/;

/**
 * Parses a JSON body, or says where it is broken.
 * @throws ProblemException 400 naming line, column and position.
 */
export function parseJsonBody(body: Buffer): unknown {
  if (!isUtf8(body))
    throw new ProblemException(400, { detail: 'The body is not UTF-8, which JSON must be (RFC 8259).' });
  const text = body.toString('utf8');
  // An object whose prototype a client can set is a way into code that merges objects.
  if (PROTOTYPE_KEYS.test(text)) {
    throw new ProblemException(400, { detail: 'The key __proto__ is not allowed in a JSON body.' });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = jsonSyntax(text);
    const detail = `The body is not JSON: ${at.found} cannot be at line ${at.line}, column ${at.column} (position ${at.position}).`;
    throw new ProblemException(400, {
      detail,
      errors: [
        { field: 'body', value: text.slice(Math.max(0, at.position - 10), at.position + 10), rule: 'must be JSON' },
      ],
    });
  }
}

/** Replaces Fastify's and Nest's body parsers: JSON only, with errors that name the place. */
export function registerBodyParser(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return done();
    done(new ProblemException(415, { detail: `The Content-Encoding ${encoding} is not supported; send it plain.` }));
  });
  fastify.addContentTypeParser<Buffer>(
    /^application\/(?:[\w.-]+\+)?json\b/,
    { parseAs: 'buffer' },
    (request: FastifyRequest, body, done) => {
      const { rawJson } = request.routeOptions.config as RawJsonConfig;
      if (rawJson === true) return done(null, body);
      if (body.length === 0) return done(null, undefined);
      try {
        done(null, parseJsonBody(body));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}
