import { SERVICE_NAMES } from '@millrace/local-stack';
import type { Fault } from './fault.ts';

/** Every service in turn is asked to end (SIGTERM) and started again, the next one when it is ready, as an upgrade does it. */
export const rollingServices: Fault = {
  name: 'rolling-services',
  takes: [...SERVICE_NAMES],
  seconds: [0, 0],
  async play({ product }) {
    for (const name of SERVICE_NAMES) {
      await product.services[name].stop();
      product.services[name].start();
      await product.services[name].ready();
    }
  },
};
