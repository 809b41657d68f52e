import { GlobalTable } from './global-table.ts';
import type { TailOptions } from './tail-options.ts';

/**
 * Applies everything that is on the topics at the time of the call, in order per partition, and resolves when it is done.
 * @throws what keeps it from being read
 */
export async function readWhole(options: Omit<TailOptions, 'onFatal'>): Promise<void> {
  const failed = Promise.withResolvers<never>();
  const table = new GlobalTable({ ...options, onFatal: failed.reject });
  try {
    await Promise.race([table.start(), failed.promise]);
  } finally {
    await table.stop();
  }
}
