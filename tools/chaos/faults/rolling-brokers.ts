import { waitFor } from '@millrace/testing';
import type { Fault } from './fault.ts';

const WHOLE_TIMEOUT_MS = 120_000;

/** Every broker in turn is asked to end and started again, the next one when all replicas are back, as an operator would do it. */
export const rollingBrokers: Fault = {
  name: 'rolling-brokers',
  takes: ['broker'],
  seconds: [0, 0],
  async play({ cluster }) {
    for (const broker of cluster.brokers) {
      await waitFor(() => cluster.isWhole(), {
        timeoutMs: WHOLE_TIMEOUT_MS,
        intervalMs: 200,
        describe: 'all replicas',
      });
      await broker.stop();
      await broker.start();
    }
  },
};
