import type { Plant } from '../plant.ts';
import { acting, type Fault } from './fault.ts';

/**
 * The disk under ClickHouse is full: every insert fails until there is room. The embedded engine itself does not survive it always
 * (docs/chaos.md), which is not for the services to heal.
 */
export const fullDiskClickhouse: Fault = {
  name: 'full-disk-clickhouse',
  onlyByName: 'the embedded engine can lose a part of its own to it',
  takes: ['clickhouse'],
  seconds: [8, 20],
  unplayable: ({ disks }: Plant) => (disks.clickhouse ? undefined : 'may not mount a small file system (needs root)'),
  async play({ disks }, { seconds }) {
    disks.clickhouse?.fill();
    await acting(seconds);
    disks.clickhouse?.empty();
  },
};
