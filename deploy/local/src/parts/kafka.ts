import { prepareKafkaNode } from './kafka-node.ts';
import { liveBrokers } from './kafka-probe.ts';
import type { Part } from './part.ts';

/** One broker that is its own controller. */
export const kafkaPart: Part = {
  name: 'kafka',
  ports: ['kafka', 'kafkaController'],
  stopDeadlineMs: 30_000,
  prepare: ({ dataDir, ports, onProgress }) =>
    prepareKafkaNode({
      dataDir,
      node: { nodeId: 1, port: ports.kafka, controllerPort: ports.kafkaController },
      heapMiB: 512,
      onProgress,
    }),
  ready: async (context) => (await liveBrokers(context.ports.kafka)) > 0,
};
