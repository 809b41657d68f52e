export * from './kernel/index.ts';
export * from './telemetry/index.ts';
export * from './assets/index.ts';
export * from './enrichment/index.ts';
export * from './anomalies/index.ts';
