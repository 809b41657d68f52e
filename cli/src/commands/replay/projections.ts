/** What can be replayed, and the service that owns it: a projection is rebuilt by the program of its owner. */
export const OWNERS = {
  readings: 'reporting',
  alarms: 'reporting',
  anomalies: 'reporting',
  rejected: 'reporting',
  'dead-letters': 'reporting',
  'asset-history': 'reporting',
  corrections: 'reporting',
  registry: 'enrichment',
  'alarm-state': 'alerting',
} as const;
export type Projection = keyof typeof OWNERS;

export const PROJECTIONS = Object.keys(OWNERS) as Projection[];
