import type { Batch } from '@millrace/streaming';

/** What a step may do besides its answer: write records and keep state, both in the transaction of its batch. */
export type Outlet = Pick<Batch, 'emit' | 'store'>;
