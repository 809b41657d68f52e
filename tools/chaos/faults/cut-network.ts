import { SERVICE_NAMES } from '@millrace/local-stack';
import { acting, picked, type Fault } from './fault.ts';

/** Nothing passes between one service and one broker any more, in both directions; connections stay open. Then it is healed. */
export const cutNetwork: Fault = {
  name: 'cut-network',
  takes: ['network'],
  seconds: [5, 25],
  async play({ cluster, tell }, { pick, seconds }) {
    const ways = SERVICE_NAMES.flatMap((name) => cluster.links[name].map((link, at) => ({ name, link, at })));
    const { name, link, at } = picked(ways, pick);
    tell(`  ${name} and broker ${cluster.brokers[at]?.nodeId}`);
    link.cut();
    await acting(seconds);
    link.heal();
  },
};
