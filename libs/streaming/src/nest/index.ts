export { bootStreamService, streamsOf, type BeforeStreams } from './boot-stream-service.ts';
export { CommandLink } from './command-link.ts';
export { SinkHandler, StreamHandler } from './handlers.ts';
export { KafkaBatchStrategy, type KafkaBatchStrategyOptions } from './kafka-batch-strategy.ts';
export { writeProblem } from './write-problem.ts';
