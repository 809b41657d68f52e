export { SinkHandler, StreamHandler } from './handlers.ts';
export { KafkaBatchStrategy, type KafkaBatchStrategyOptions } from './kafka-batch-strategy.ts';
