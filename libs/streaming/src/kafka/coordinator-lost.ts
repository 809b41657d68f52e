import type { Cluster } from 'kafkajs';

/**
 * kafkajs swallows what goes wrong while it asks for a group's coordinator and then reports that there is none, as an error that
 * is not worth another attempt; its consumer would die of a connection that closed at that moment, as connections do while a
 * broker starts. Marked as retriable, it makes kafkajs start the consumer again.
 */
export function retryLostCoordinator(cluster: Cluster): void {
  const find = cluster.findGroupCoordinatorMetadata.bind(cluster);
  cluster.findGroupCoordinatorMetadata = async (request) => {
    try {
      return await find(request);
    } catch (error) {
      if (error instanceof Error && error.name === 'KafkaJSGroupCoordinatorNotFound') {
        throw Object.assign(error, { retriable: true });
      }
      throw error;
    }
  };
}
