import { topic as topicNames, type TopicSpec } from '@millrace/contracts';

const MIB = 1024 * 1024;
/** One record may hold the original bytes of a large device message. A batch is a little larger than its records. */
export const MAX_RECORD_BYTES = 8 * MIB - 64 * 1024;
const MAX_BATCH_BYTES = 8 * MIB;
/** A dead letter holds such a record and what is to say about it. */
const MAX_DEAD_LETTER_BATCH_BYTES = 9 * MIB;

/** The broker-side settings a topic's spec stands for, as Kafka writes them. */
export function topicConfig(spec: TopicSpec, replicationFactor: number): Record<string, string> {
  const batchBytes = spec.name === topicNames.deadLetters ? MAX_DEAD_LETTER_BATCH_BYTES : MAX_BATCH_BYTES;
  return {
    'cleanup.policy': spec.compaction ? 'compact' : 'delete',
    'retention.ms': spec.retention === 'forever' ? '-1' : String(spec.retention.ms),
    // More in-sync replicas than there are replicas would refuse every write.
    'min.insync.replicas': String(Math.max(1, Math.min(spec.minInsyncReplicas, replicationFactor))),
    'max.message.bytes': String(batchBytes),
    // Whoever writes with a compression that not every reader knows (ours know gzip and zstd): the broker stores it plain.
    'compression.type': 'uncompressed',
  };
}
