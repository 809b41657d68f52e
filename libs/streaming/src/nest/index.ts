export * from './handlers.ts';
export * from './kafka-batch-strategy.ts';
