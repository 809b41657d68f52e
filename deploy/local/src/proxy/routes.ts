import type { ServiceName } from '../product/service-environment.ts';

/** Who answers under a path; the first that fits counts. In Kubernetes the ingress says the same. */
const ROUTES: readonly {
  readonly methods?: readonly string[];
  readonly path: RegExp;
  readonly service: ServiceName;
}[] = [
  { path: /^\/v1\/(telemetry|devices)(\/|$)/, service: 'ingestion' },
  { path: /^\/v1\/(assets|asset-types|type-packs|corrections)(\/|$)/, service: 'enrichment' },
  { path: /^\/v1\/anomaly-detection(\/|$)/, service: 'anomaly-detection' },
  { path: /^\/v1\/rules(\/|$)/, service: 'alerting' },
  // An alarm is acknowledged where it is decided; lists of alarms are a projection.
  { methods: ['POST'], path: /^\/v1\/alarms\/[^/]+\/acknowledge\/?$/, service: 'alerting' },
];

/** The service that answers a request; reporting has everything nobody else claims, the start page among it. */
export function serviceFor(method: string, path: string): ServiceName {
  const fits = (route: (typeof ROUTES)[number]) => route.path.test(path) && (route.methods?.includes(method) ?? true);
  return ROUTES.find(fits)?.service ?? 'reporting';
}
