import type { ServiceName } from '@millrace/local-stack';
import { acting, type Fault } from './fault.ts';

/** A service hangs (SIGSTOP), long enough for its group to go on without it, and wakes up believing that no time has passed. */
export const stopService = (service: ServiceName): Fault => ({
  name: `stop-${service}`,
  takes: [service],
  seconds: [3, 20],
  async play({ product }, { seconds }) {
    product.services[service].signal('SIGSTOP');
    await acting(seconds);
    product.services[service].signal('SIGCONT');
  },
});
