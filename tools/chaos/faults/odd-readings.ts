import { randomOf } from '../random.ts';
import { acting, type Fault } from './fault.ts';

const FLUSHES = 5;

/** Gateways send readings of a day ago, out of the order of their time, every batch twice. */
export const oddReadings: Fault = {
  name: 'odd-readings',
  takes: ['odd'],
  seconds: [2, 5],
  async play({ odd }, { pick, seconds }) {
    const random = randomOf(Math.floor(pick * 2 ** 32));
    for (let flush = 0; flush < FLUSHES; flush += 1) {
      await odd.flush(random);
      await acting(seconds / FLUSHES);
    }
  },
};
