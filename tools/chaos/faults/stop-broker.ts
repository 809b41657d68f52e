import { acting, type Fault } from './fault.ts';
import type { WhichBroker } from './which-broker.ts';

/** A broker hangs (SIGSTOP) with its connections open, long enough for the cluster to go on without it, and wakes up. */
export const stopBroker = ({ name, find }: WhichBroker): Fault => ({
  name: `stop-${name}`,
  takes: ['broker'],
  seconds: [3, 20],
  async play(plant, { pick, seconds }) {
    const broker = await find(plant, pick);
    plant.tell(`  broker ${broker.nodeId}`);
    broker.signal('SIGSTOP');
    await acting(seconds);
    broker.signal('SIGCONT');
  },
});
