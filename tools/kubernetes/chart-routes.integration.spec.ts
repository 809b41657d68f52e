import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { root } from '../provision/folders.ts';
import { provisionHelm } from '../provision/helm.ts';
import { render } from './chart.ts';
import { ofKind } from './objects.ts';

const PROVISIONING_MS = 900_000;
type Route = (method: string, path: string) => string;

interface IngressPath {
  readonly path: string;
  readonly pathType: 'Prefix' | 'ImplementationSpecific';
  readonly backend: { readonly service: { readonly name: string } };
}
interface HttpRouteRule {
  readonly matches: readonly { readonly method?: string; readonly path: { readonly value: string } }[];
  readonly backendRefs: readonly { readonly name: string }[];
}

const underPrefix = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
/** The rule that counts is the most specific one: the longest path, for both kinds of object. */
const mostSpecific = <T>(rules: readonly T[], length: (rule: T) => number): T | undefined =>
  [...rules].sort((a, b) => length(b) - length(a))[0];
const serviceName = (name = ''): string => name.replace(/^plant-/, '');

let proxy: Route;
let ingress: Route;
let gateway: Route;

beforeAll(async () => {
  await provisionHelm(console.error);
  const url = pathToFileURL(join(root, 'deploy/local/src/proxy/routes.ts')).href;
  proxy = ((await import(url)) as { serviceFor: Route }).serviceFor;
  const objects = await render('full');
  const rules = ofKind(objects, 'Ingress')[0]?.spec?.['rules'] as readonly [{ http: { paths: IngressPath[] } }];
  ingress = (_, path) => {
    const fits = ({ path: wanted, pathType }: IngressPath): boolean =>
      pathType === 'Prefix' ? underPrefix(path, wanted) : new RegExp(`^${wanted}`).test(path);
    return serviceName(mostSpecific(rules[0].http.paths.filter(fits), (p) => p.path.length)?.backend.service.name);
  };
  const routes = ofKind(objects, 'HTTPRoute')[0]?.spec?.['rules'] as readonly HttpRouteRule[];
  gateway = (method, path) => {
    const fits = ({ matches: [match] }: HttpRouteRule): boolean =>
      match !== undefined && (match.method ?? method) === method && underPrefix(path, match.path.value);
    const rule = mostSpecific(routes.filter(fits), (r) => r.matches[0]?.path.value.length ?? 0);
    return serviceName(rule?.backendRefs[0]?.name);
  };
}, PROVISIONING_MS);

it.each([
  ['POST', '/v1/telemetry'],
  ['POST', '/v1/devices/press-1/credentials'],
  ['GET', '/v1/assets'],
  ['PUT', '/v1/asset-types/press'],
  ['POST', '/v1/type-packs/safety/install'],
  ['POST', '/v1/corrections/c-1/approve'],
  ['PUT', '/v1/assets/press-1/metrics/temperature'],
  ['GET', '/v1/anomaly-detection/detectors'],
  ['PUT', '/v1/rules/hot'],
  ['GET', '/v1/alarms'],
  ['GET', '/v1/alarms/a-1'],
  ['POST', '/v1/alarms/a-1/acknowledge'],
  ['GET', '/v1/history/press-1/temperature'],
  ['GET', '/v1/assetsandmore'],
  ['POST', '/v1/dead-letters/l-1/resubmit'],
  ['GET', '/'],
])('%s %s goes where the local proxy sends it, by Ingress and by HTTPRoute', (method, path) => {
  const service = proxy(method, path);
  expect({ ingress: ingress(method, path), gateway: gateway(method, path) }).toEqual({
    ingress: service,
    gateway: service,
  });
});
