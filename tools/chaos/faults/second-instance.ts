import { freePorts } from '@millrace/local-stack';
import { acting, picked, type Fault } from './fault.ts';

/** The services whose instances share partitions. */
const SHARING = ['enrichment', 'anomaly-detection', 'alerting', 'reporting'] as const;
const TIMES = 2;

/** A second instance of a service joins and leaves, and joins and leaves again: every partition moves each time. */
export const secondInstance: Fault = {
  name: 'second-instance',
  takes: [...SHARING],
  seconds: [3, 6],
  async play({ product, clocks, tell }, { pick, seconds }) {
    const name = picked(SHARING, pick);
    tell(`  ${name}`);
    const [port = 0] = await freePorts(1);
    const second = product.anotherInstance(name, port, clocks[name].env);
    for (let time = 0; time < TIMES; time += 1) {
      second.start();
      await second.ready();
      await acting(seconds);
      // It leaves in good order once, and once by dying.
      if (time === 0) await second.stop();
      else await second.kill();
    }
  },
};
