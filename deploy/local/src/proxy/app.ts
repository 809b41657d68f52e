import httpProxy, { type FastifyHttpProxyOptions } from '@fastify/http-proxy';
import Fastify, { type FastifyInstance } from 'fastify';
import { SERVICE_NAMES, type ServiceName } from '../product/service-environment.ts';
import { serviceFor } from './routes.ts';

/** Where the proxy itself says that it serves; no service has a path that begins like this. */
export const PROXY_HEALTH_PATH = '/-/healthy';

const MIB = 1024 * 1024;
/** What the services take by default (HTTP_BODY_LIMIT_BYTES). */
const bodyLimitOf = (name: ServiceName): number => (name === 'enrichment' ? 32 : 5) * MIB;

/** One address in front of the five services. `upstreams` are their base URLs. */
export function proxyApp(upstreams: Readonly<Record<ServiceName, string>>): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  // Event streams are silent for as long as nothing happens: no time limit on bodies.
  const undici = { bodyTimeout: 0, headersTimeout: 60_000, connections: 128 };
  const target = (request: { method: string; url: string }) =>
    serviceFor(request.method, request.url.split('?', 1)[0] ?? '/');
  // A service that refuses a body early closes its connection while we still write to it, which looks like a service that is gone.
  app.addHook('onRequest', async (request, reply) => {
    const length = Number(request.headers['content-length'] ?? 0);
    const limit = bodyLimitOf(target(request));
    if (length <= limit) return;
    const detail = `the body has ${length} bytes: must be at most ${limit}`;
    await sendProblem(reply, { status: 413, title: 'Content Too Large', detail });
  });
  app.get(PROXY_HEALTH_PATH, () => ({ status: 'ok' }));
  for (const name of SERVICE_NAMES) {
    const document = { prefix: `/openapi/${name}.json`, rewritePrefix: '/openapi.json', upstream: upstreams[name] };
    app.register(httpProxy, { ...document, undici, replyOptions: { onError: (reply) => refuse(reply, name) } });
  }
  app.register(httpProxy, {
    prefix: '/',
    upstream: '',
    undici,
    disableCache: true,
    replyOptions: {
      getUpstream: (request) => upstreams[target(request)],
      // curl asks before it sends a large body (RFC 9110 section 10.1.1). Node has told it to go on; undici would refuse the question.
      rewriteRequestHeaders: (_request, { expect: _expect, ...headers }) => headers,
      onError: (reply) => refuse(reply, target(reply.request)),
    },
  });
  return app;
}

type OnError = NonNullable<NonNullable<FastifyHttpProxyOptions['replyOptions']>['onError']>;
type Reply = Parameters<OnError>[0];

/** RFC 9457 answer for a service that can't be reached. */
function refuse(reply: Reply, service: ServiceName): void {
  void sendProblem(reply, { status: 503, title: 'Service unavailable', detail: `${service} does not answer` });
}

function sendProblem(
  reply: Pick<Reply, 'code' | 'header' | 'send'>,
  problem: { readonly status: number; readonly title: string; readonly detail: string },
) {
  reply.code(problem.status).header('content-type', 'application/problem+json');
  return reply.send(JSON.stringify({ type: 'about:blank', ...problem }));
}
