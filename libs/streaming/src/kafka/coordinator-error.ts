import { meaningOf } from './protocol-codes.ts';

/** The coordinator of a group or of a transaction refused something. `type` is the protocol's name, as in the errors of kafkajs. */
export class CoordinatorError extends Error {
  readonly type: string;
  /** The same request may succeed later. */
  readonly retriable: boolean;

  constructor(what: string, code: number) {
    const { type, worth } = meaningOf(code);
    super(`${what}: the coordinator answered ${type} (error code ${code})`);
    this.name = 'CoordinatorError';
    this.type = type;
    this.retriable = worth === 'again';
  }
}
