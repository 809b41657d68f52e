export * from './kernel/index.ts';
export * from './telemetry/index.ts';
export * from './assets/index.ts';
export * from './enrichment/index.ts';
export * from './anomalies/index.ts';
export * from './alarms/index.ts';
export * from './rules/index.ts';
export * from './reporting/index.ts';
