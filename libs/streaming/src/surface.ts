import type { Codecs, Decoded, TopicSpec } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import type {
  KafkaConnection,
  InRecord,
  OutRecord,
  SinkBlockHandler,
  SinkSpec,
  StreamBatchHandler,
  StreamSpec,
} from './types.ts';

export interface RunnerOptions {
  readonly connection: KafkaConnection;
  readonly service: string;
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly logger: Logger;
  onFatal(error: Error): void;
}
export declare class StreamRunner {
  constructor(options: RunnerOptions & { readonly spec: StreamSpec; readonly handler: StreamBatchHandler });
  start(): Promise<void>;
  stop(deadlineMs?: number): Promise<void>;
  /** `true` or why the stream is not ready. */
  health(): true | string;
}
export declare class SinkRunner {
  constructor(options: RunnerOptions & { readonly spec: SinkSpec; readonly handler: SinkBlockHandler });
  start(): Promise<void>;
  stop(deadlineMs?: number): Promise<void>;
  health(): true | string;
}
export interface Appended {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}
export declare class BackpressureError extends Error {}
export declare class AppendProducer {
  static connect(
    connection: KafkaConnection,
    options: { readonly service: string; readonly maxQueuedBytes?: number; readonly logger: Logger },
  ): Promise<AppendProducer>;
  append(record: OutRecord): Promise<Appended>;
  close(): Promise<void>;
}
export interface TailOptions {
  readonly connection: KafkaConnection;
  readonly topics: readonly string[];
  readonly codecs: Pick<Codecs, 'prepare' | 'decode'>;
  readonly logger: Logger;
  apply(decoded: Decoded, record: InRecord): void;
  onFatal(error: Error): void;
}
export declare class GlobalTable {
  constructor(options: TailOptions);
  start(): Promise<void>;
  readonly lag: number;
  health(): true | string;
  stop(): Promise<void>;
}
export declare class TopicTail {
  constructor(options: TailOptions);
  start(): Promise<void>;
  health(): true | string;
  stop(): Promise<void>;
}
export declare class CommandTimeout extends Error {}
export declare class CommandBus {
  constructor(
    options: Omit<TailOptions, 'topics' | 'apply'> & {
      readonly producer: AppendProducer;
      readonly outcomeTopics: readonly string[];
    },
  );
  start(): Promise<void>;
  request(command: OutRecord, commandId: string, timeoutMs: number): Promise<Decoded>;
  stop(): Promise<void>;
}
export declare function partitionFor(key: string | Buffer, partitions: number): number;
export interface TopicDrift {
  readonly topic: string;
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
}
export interface TopicsReport {
  readonly created: readonly string[];
  readonly drift: readonly TopicDrift[];
}
export declare function ensureTopics(
  connection: KafkaConnection,
  topics: readonly TopicSpec[],
  options: { readonly replicationFactor: number },
): Promise<TopicsReport>;
/** The topic of a store's changelog, to be listed beside TOPICS. */
export declare function changelogTopic(service: string, store: string, partitions?: number): TopicSpec;
