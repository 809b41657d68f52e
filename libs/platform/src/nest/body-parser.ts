import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJsonBody } from '../problem/parse-json.ts';
import { ProblemException } from '../problem/problem.ts';

/** Route option (`@RouteConfig({ rawJson: true })`): the handler gets the JSON body's bytes and parses them itself. */
export interface RawJsonConfig {
  readonly rawJson?: boolean;
}

/** Route option (`@RouteConfig({ rawCsv: true })`): the route takes CSV, too, and the handler gets its bytes. */
export interface RawCsvConfig {
  readonly rawCsv?: boolean;
}

/** Replaces Fastify's and Nest's body parsers: JSON, and CSV where a route asks for it, with errors that name the place. */
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
  fastify.addContentTypeParser<Buffer>(/^text\/csv\b/, { parseAs: 'buffer' }, (request: FastifyRequest, body, done) => {
    const { rawCsv } = request.routeOptions.config as RawCsvConfig;
    if (rawCsv === true) return done(null, body);
    done(new ProblemException(415, { detail: 'The Content-Type text/csv is not supported here; send JSON.' }));
  });
}
