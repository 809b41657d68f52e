import type { FastifyInstance } from 'fastify';
import { metricsRegistry } from '../metrics/registry.ts';
import type { Readiness } from './readiness.ts';

/** Paths that probes and scrapers poll: no spans, no HTTP metrics, no token. */
export const OPERATIONS_PATHS = new Set(['/health/live', '/health/ready', '/metrics']);

/** Health and metrics, outside Nest's router so that guards, pipes and filters never stand in a probe's way. */
export function registerOperationsRoutes(fastify: FastifyInstance, readiness: Readiness): void {
  // A stuck event loop does not answer at all, which is what makes the live probe fail.
  fastify.get('/health/live', (_request, reply) => reply.send({ status: 'live' }));
  fastify.get('/health/ready', (_request, reply) => {
    const failing = readiness.failures();
    const ready = Object.keys(failing).length === 0;
    return reply.code(ready ? 200 : 503).send(ready ? { status: 'ready' } : { status: 'not ready', failing });
  });
  fastify.get('/metrics', async (_request, reply) =>
    reply.type(metricsRegistry.contentType).send(await metricsRegistry.metrics()),
  );
}
