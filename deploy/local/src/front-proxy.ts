import { parseArgs } from 'node:util';
import { stackHost } from './ports.ts';
import { SERVICE_NAMES, SERVICE_PORTS, type ServiceName } from './product/service-environment.ts';
import { proxyApp } from './proxy/app.ts';

/** `node front-proxy.ts --port 8080 --services ingestion=8081,reporting=8085`: the local stand-in for the ingress. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '8080' }, services: { type: 'string', default: '' } },
});

const given = new Map(values.services.split(',').map((pair) => pair.split('=') as [string, string]));
const upstreams = Object.fromEntries(
  SERVICE_NAMES.map((name) => [name, `http://${stackHost()}:${given.get(name) ?? SERVICE_PORTS[name]}`]),
) as Record<ServiceName, string>;

const app = proxyApp(upstreams);
await app.listen({ port: Number(values.port), host: stackHost() });
console.log(`listening on http://${stackHost()}:${values.port}`);

const stop = (): void => void app.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
