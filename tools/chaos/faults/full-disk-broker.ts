import { SMALL_DISK_NODE, type Plant } from '../plant.ts';
import { acting, type Fault } from './fault.ts';

/** The disk under a broker is full: it gives up its log and ends, again at every start, until there is room. */
export const fullDiskBroker: Fault = {
  name: 'full-disk-broker',
  takes: ['broker'],
  seconds: [8, 20],
  unplayable: ({ disks }: Plant) => (disks.broker ? undefined : 'may not mount a small file system (needs root)'),
  async play({ disks, tell }, { seconds }) {
    tell(`  broker ${SMALL_DISK_NODE}`);
    disks.broker?.fill();
    await acting(seconds);
    disks.broker?.empty();
  },
};
