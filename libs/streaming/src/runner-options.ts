import type { Codecs } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import type { KafkaConnection } from './types.ts';

/** What every runner needs. */
export interface RunnerOptions {
  readonly connection: KafkaConnection;
  /** Name of the service: first part of changelog topics, and in dead letters. */
  readonly service: string;
  readonly codecs: Pick<Codecs, 'encode' | 'prepare'>;
  readonly logger: Logger;
  /** Called once when the runner cannot go on. The process must exit with a code other than 0. */
  onFatal(error: Error): void;
}

/** Consumer group of a stream and prefix of its transactional ids. */
export function groupOf(stream: string): string {
  return `millrace.${stream}`;
}
