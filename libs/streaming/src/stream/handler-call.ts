import type { Batch, StreamBatchHandler } from '../types.ts';
import { within } from '../within.ts';

/** The handler threw: the same records will be tried again, and in the end it is fatal. */
export class HandlerError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'HandlerError';
  }
}

/** The handler did not return: it may still be at work, so only a new process is safe. */
export class HandlerStuck extends Error {
  constructor(ms: number) {
    super(`the handler did not return within ${ms} ms`);
    this.name = 'HandlerStuck';
  }
}

/** Calls the handler; throws HandlerError with what it threw, HandlerStuck when it does not return within `limitMs`. */
export async function callHandler(handler: StreamBatchHandler, batch: Batch, limitMs: number): Promise<void> {
  try {
    await within(Promise.resolve(handler(batch)), limitMs, () => new HandlerStuck(limitMs));
  } catch (error) {
    throw error instanceof HandlerStuck ? error : new HandlerError(error);
  }
}
