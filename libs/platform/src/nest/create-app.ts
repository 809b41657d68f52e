import 'reflect-metadata';
import { createServer, type RequestListener } from 'node:http';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GrantBook } from '../identity/grant-book.ts';
import { identitiesOf, type IdentitySettings } from '../identity/identity-settings.ts';
import { GrantsFile } from '../identity/grants-file.ts';
import { Refusals } from '../identity/refusals.ts';
import type { Logger } from '../logging/logger.ts';
import { registerAdmission } from './admission.ts';
import { registerBodyParser } from './body-parser.ts';
import { FrontRoutes } from './front-routes.ts';
import { InFlight } from './graceful-stop.ts';
import { HttpTelemetry, registerHttpTelemetry } from './http-telemetry.ts';
import { NestLogger } from './nest-logger.ts';
import { serveOpenApi } from './openapi.ts';
import { registerOperationsRoutes } from './operations-routes.ts';
import { PlatformModule } from './platform.module.ts';
import { problemOf } from './problem-of.ts';
import { ProblemFilter } from './problem.filter.ts';
import { Readiness } from './readiness.ts';
import { registerSecurityHeaders } from './security-headers.ts';

const MIB = 1_024 * 1_024;
const DEFAULTS = { bodyLimitBytes: 5 * MIB, pendingBytes: 64 * MIB, maxConnections: 4_096 };
/** A request that is still being sent after this long is a stuck or hostile client. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Longer than load balancers keep an idle connection, so that it is never we who close one under a request. */
const KEEP_ALIVE_MS = 72_000;

export interface AppParts {
  readonly app: NestFastifyApplication;
  readonly readiness: Readiness;
  readonly inFlight: InFlight;
}

/** Builds the HTTP application with everything every service has, without starting it. */
export async function createApp(opts: {
  module: Type | DynamicModule;
  logger: Logger;
  openapi: { title: string; description: string };
  bodyLimitBytes?: number | undefined;
  /** Bytes of all bodies whose requests are not answered yet. */
  pendingBytes?: number | undefined;
  maxConnections?: number | undefined;
  identity?: IdentitySettings;
}): Promise<AppParts> {
  const readiness = new Readiness();
  const inFlight = new InFlight();
  const telemetry = new HttpTelemetry();
  const bodyBytes = opts.bodyLimitBytes ?? DEFAULTS.bodyLimitBytes;
  const front = new FrontRoutes({ inFlight, telemetry, logger: opts.logger }, bodyBytes);
  const adapter = new FastifyAdapter({
    serverFactory: (router: RequestListener) => {
      const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS });
      return server.on('request', (request, response) => {
        if (!front.offer(request, response)) router(request, response);
      });
    },
    bodyLimit: bodyBytes,
    // Answers while connections drain; `InFlight` asks clients to close theirs.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 512 },
    // A malformed URL fails in the router, before Nest's exception layer exists for it.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error);
      reply
        .code(problem.status)
        .type('application/problem+json')
        .send({ ...problem, instance: request.url });
    },
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  inFlight.register(fastify);
  registerHttpTelemetry(fastify, telemetry);
  registerSecurityHeaders(fastify);
  registerBodyParser(fastify);
  registerAdmission(fastify, { bodyBytes, pendingBytes: opts.pendingBytes ?? DEFAULTS.pendingBytes });
  fastify.server.maxConnections = opts.maxConnections ?? DEFAULTS.maxConnections;
  registerOperationsRoutes(fastify, readiness);

  const identity = opts.identity ?? {};
  const identities = identitiesOf(identity);
  const book = new GrantBook();
  book.add(GrantsFile.fromFile(identity.ACCESS_GRANTS_FILE));
  const refusals = new Refusals();
  const platform = PlatformModule.with({ logger: opts.logger, readiness, identities, book, refusals, front });
  const root = { module: class Root {}, imports: [platform, opts.module] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(opts.logger),
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(opts.logger, refusals));
  serveOpenApi(app, opts.openapi);
  return { app, readiness, inFlight };
}
