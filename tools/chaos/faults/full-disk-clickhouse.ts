import type { Plant } from '../plant.ts';
import { acting, type Fault } from './fault.ts';

/** The disk under ClickHouse is full: every insert fails until there is room. */
export const fullDiskClickhouse: Fault = {
  name: 'full-disk-clickhouse',
  takes: ['clickhouse'],
  seconds: [8, 20],
  unplayable: ({ disks }: Plant) => (disks.clickhouse ? undefined : 'may not mount a small file system (needs root)'),
  async play({ disks }, { seconds }) {
    disks.clickhouse?.fill();
    await acting(seconds);
    disks.clickhouse?.empty();
  },
};
