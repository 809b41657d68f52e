import { describe, expect, it } from 'vitest';
import { serviceFor } from './routes.ts';

describe('serviceFor', () => {
  it.each([
    ['POST', '/v1/telemetry', 'ingestion'],
    ['GET', '/v1/devices/d-1/credentials', 'ingestion'],
    ['POST', '/v1/assets', 'enrichment'],
    ['PUT', '/v1/asset-types/press', 'enrichment'],
    ['POST', '/v1/type-packs/safety/install', 'enrichment'],
    ['POST', '/v1/corrections/c-1/approve', 'enrichment'],
    ['GET', '/v1/plant/corrections/c-1/effect', 'reporting'],
    ['GET', '/v1/anomaly-detection/models', 'anomaly-detection'],
    ['PUT', '/v1/rules/r-1', 'alerting'],
    ['GET', '/v1/rules', 'alerting'],
    ['POST', '/v1/alarms/a-1/acknowledge', 'alerting'],
    ['GET', '/v1/alarms', 'reporting'],
    ['GET', '/v1/alarms/a-1', 'reporting'],
    ['GET', '/v1/alarms/a-1/acknowledge', 'reporting'],
    ['GET', '/v1/anomalies', 'reporting'],
    ['GET', '/v1/live', 'reporting'],
    ['POST', '/v1/dead-letters/l-1/resubmit', 'reporting'],
    ['GET', '/', 'reporting'],
    ['GET', '/v1/assetsandmore', 'reporting'],
  ])('%s %s goes to %s', (method, path, service) => {
    expect(serviceFor(method, path)).toBe(service);
  });
});
