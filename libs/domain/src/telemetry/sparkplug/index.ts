export * from './topic.ts';
export * from './payload.ts';
export { unknownEdgeNode, type EdgeNodePhase, type EdgeNodeState } from './edge-node.ts';
export type { MetricDefinition, MetricTable } from './metric-table.ts';
export type { SparkplugReadings } from './to-readings.ts';
export * from './receive.ts';
export * from './missed-seq.ts';
