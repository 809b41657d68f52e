import { within } from '../within.ts';

/** What was asked of the cluster has not come to an end; another attempt, over another connection, may. */
export class NoAnswer extends Error {
  readonly retriable = true;

  constructor(what: string, ms: number) {
    super(`${what}: no answer within ${ms} ms`);
    this.name = 'NoAnswer';
  }
}

/**
 * Waits for an answer of kafkajs, `ms` at most; then throws NoAnswer. kafkajs bounds each of its requests, but watches the time of
 * those of a connection with a timer that ends with the connection's first closing, and one object serves several connections
 * one after the other. Nothing of ours may wait for ever because a timer was missed.
 */
export function inTime<T>(what: string, ms: number, answer: Promise<T>): Promise<T> {
  return within(answer, ms, () => new NoAnswer(what, ms));
}
