import { acting, type Fault } from './fault.ts';
import type { WhichBroker } from './which-broker.ts';

/** A broker dies at once (SIGKILL) and is started again after a while. */
export const killBroker = ({ name, find }: WhichBroker): Fault => ({
  name: `kill-${name}`,
  takes: ['broker'],
  seconds: [0, 8],
  async play(plant, { pick, seconds }) {
    const broker = await find(plant, pick);
    plant.tell(`  broker ${broker.nodeId}`);
    await broker.kill();
    await acting(seconds);
    await broker.start();
  },
});
