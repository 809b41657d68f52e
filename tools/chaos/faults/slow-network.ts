import { acting, type Fault } from './fault.ts';

const DELAY_MS = 150;

/** Everything between the services and the brokers takes long, as over a bad line. */
export const slowNetwork: Fault = {
  name: 'slow-network',
  takes: ['network'],
  seconds: [5, 20],
  async play({ cluster }, { seconds }) {
    const links = Object.values(cluster.links).flat();
    for (const link of links) link.slow(DELAY_MS);
    await acting(seconds);
    for (const link of links) link.heal();
  },
};
