import type { Cluster } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { retryLostCoordinator } from './coordinator-lost.ts';

const failing = (name: string): Cluster => {
  const error = Object.assign(new Error('no'), { name, retriable: false });
  return { findGroupCoordinatorMetadata: () => Promise.reject(error) } as unknown as Cluster;
};

describe('a lost group coordinator', () => {
  it('1. is worth another attempt', async () => {
    const cluster = failing('KafkaJSGroupCoordinatorNotFound');
    retryLostCoordinator(cluster);
    await expect(cluster.findGroupCoordinatorMetadata({ groupId: 'g' })).rejects.toMatchObject({ retriable: true });
  });

  it('2. other errors stay what they are', async () => {
    const cluster = failing('KafkaJSNonRetriableError');
    retryLostCoordinator(cluster);
    await expect(cluster.findGroupCoordinatorMetadata({ groupId: 'g' })).rejects.toMatchObject({ retriable: false });
  });
});
