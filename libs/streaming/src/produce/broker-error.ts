import { meaningOf, type Worth } from '../kafka/protocol-codes.ts';

/** A partition's leader did not take a batch. `type` is the protocol's name, as in the errors of kafkajs. */
export class BrokerError extends Error {
  readonly type: string;
  /**
   * `again`: the very same batch may be sent again. `refused`: it was not written and never will be; the producer's numbering
   * stands. `over`: the producer's numbering is in doubt, or somebody else owns it; the producer is finished.
   */
  readonly worth: Worth;

  constructor(topic: string, partition: number, code: number) {
    const { type, worth } = meaningOf(code);
    super(`${topic}-${partition}: the leader answered ${type} (error code ${code})`);
    this.name = 'BrokerError';
    this.type = type;
    this.worth = worth;
  }

  get retriable(): boolean {
    return this.worth === 'again';
  }
}
