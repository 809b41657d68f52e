import type { Codecs, Decoded } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import type { InRecord, KafkaConnection } from '../types.ts';

export interface TailOptions {
  readonly connection: KafkaConnection;
  readonly topics: readonly string[];
  readonly codecs: Pick<Codecs, 'prepare' | 'decode'>;
  readonly logger: Logger;
  /** Called for every committed record in order per partition. Records without a value, and repaired ones that go to one stream again, are passed over. */
  apply(decoded: Decoded, record: InRecord): void;
  /** Called once when reading cannot go on: the cluster or the registry is away for good, or an error in `apply`. */
  onFatal(error: Error): void;
}
