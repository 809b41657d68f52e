export * from './types.ts';
export * from './step.ts';
export * from './run-steps.ts';
export * from './partition-for.ts';
export * from './repair-mark.ts';
export { traceIdOf } from './trace-id.ts';
export type { RunnerOptions } from './runner-options.ts';
export { StreamRunner, type StreamRunnerOptions } from './stream/stream-runner.ts';
export { SavedBehind } from './stream/saved-behind.ts';
export { jsonStore, keyValueStore, type KeyValueStore } from './stream/key-value-store.ts';
export { SinkRunner, type SinkRunnerOptions } from './sink/sink-runner.ts';
export { AppendProducer, type Appended, type AppendOptions } from './append/append-producer.ts';
export * from './append/errors.ts';
export { SinkPositions, type SinkPosition } from './sink/sink-positions.ts';
export { GlobalTable } from './tail/global-table.ts';
export { readWhole } from './tail/read-whole.ts';
export { TopicTail } from './tail/topic-tail.ts';
export { CommandBus, CommandTimeout, type CommandBusOptions } from './tail/command-bus.ts';
export type { TailOptions } from './tail/tail-options.ts';
export { ensureTopics, type TopicDrift, type TopicsReport } from './topics/ensure-topics.ts';
export { readRanges, type LogRange } from './kafka/read-ranges.ts';
export { countProcessed } from './kafka/count-processed.ts';
export { countRecords } from './kafka/count-records.ts';
export {
  REPLAY_STEPS,
  replayProgram,
  type ReplayRequest,
  type ReplayFinding,
  type ReplayStep,
  type Say,
} from './replay/replay-program.ts';
export { replayStores, type StoreReplayOptions } from './replay/replay-stores.ts';
export type { StoreProjection } from './replay/store-projection.ts';
export { SinkProgress, type TopicEnds } from './kafka/sink-progress.ts';
