import { SERVICE_NAMES, type ProductOptions } from '@millrace/local-stack';
import type { OverloadOptions } from './overload.ts';

/** What the chart gives a service: `serviceDefaults` in helm/millrace/values.yaml. */
const MEMORY_LIMIT = 1_073_741_824;
const HEAP_MIB = Math.floor((0.6 * MEMORY_LIMIT) / 1_048_576);

/** JavaScript's heap is bounded as in the chart; without that it would grow with this machine's memory. */
export const AS_IN_THE_CHART: NonNullable<ProductOptions['env']> = Object.fromEntries(
  SERVICE_NAMES.map((name) => [name, { NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` }]),
);

type Size = Omit<OverloadOptions, 'factor' | 'seconds' | 'tell'>;

export const FULL: Size = {
  ...{ connections: 640, hugeConnections: 6, capacitySeconds: 10, boundBytes: MEMORY_LIMIT, settleMs: 900_000 },
  slow: { well: 10, stutter: 30, still: 15 },
};

/** For the test: the same, short, with less that may wait, so that fewer connections fill it. */
export const SHORT: Size = {
  ...{ connections: 120, hugeConnections: 2, capacitySeconds: 2, boundBytes: MEMORY_LIMIT, settleMs: 120_000 },
  slow: { well: 2, stutter: 2, still: 3 },
};
export const SHORT_PENDING = { MAX_PENDING_BYTES: String(20 * 1_048_576), MAX_WAIT_SECONDS: '4' };
