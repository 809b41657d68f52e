import type { ServiceName } from '@millrace/local-stack';
import type { Fault } from './fault.ts';

/** A service dies at once (SIGKILL) and is started again. */
export const killService = (service: ServiceName): Fault => ({
  name: `kill-${service}`,
  takes: [service],
  seconds: [0, 0],
  async play({ product }) {
    await product.services[service].kill();
    product.services[service].start();
  },
});
