import type { Codecs } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { KafkaConnection } from '../types.ts';

export interface KafkaBatchStrategyOptions {
  readonly connection: KafkaConnection;
  readonly service: string;
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly logger: Logger;
  onFatal(error: Error): void;
  readonly stopDeadlineMs?: number;
}
export declare class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  constructor(options: KafkaBatchStrategyOptions);
  listen(callback: (error?: unknown) => void): Promise<void>;
  close(): Promise<void>;
  health(): true | string;
  on(): never;
  unwrap<T>(): T;
}
