/** Error codes a Produce request can get for a partition (Kafka's protocol guide, "Error Codes"), and what each is worth. */
const CODES: Readonly<Record<number, readonly [type: string, worth: 'again' | 'refused' | 'over']>> = {
  2: ['CORRUPT_MESSAGE', 'again'],
  3: ['UNKNOWN_TOPIC_OR_PARTITION', 'again'],
  5: ['LEADER_NOT_AVAILABLE', 'again'],
  6: ['NOT_LEADER_FOR_PARTITION', 'again'],
  7: ['REQUEST_TIMED_OUT', 'again'],
  10: ['MESSAGE_TOO_LARGE', 'refused'],
  13: ['NETWORK_EXCEPTION', 'again'],
  17: ['INVALID_TOPIC_EXCEPTION', 'refused'],
  18: ['RECORD_LIST_TOO_LARGE', 'refused'],
  19: ['NOT_ENOUGH_REPLICAS', 'again'],
  20: ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'again'],
  29: ['TOPIC_AUTHORIZATION_FAILED', 'refused'],
  45: ['OUT_OF_ORDER_SEQUENCE_NUMBER', 'over'],
  46: ['DUPLICATE_SEQUENCE_NUMBER', 'over'],
  47: ['INVALID_PRODUCER_EPOCH', 'over'],
  48: ['INVALID_TXN_STATE', 'over'],
  49: ['INVALID_PRODUCER_ID_MAPPING', 'over'],
  51: ['CONCURRENT_TRANSACTIONS', 'again'],
  53: ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 'over'],
  56: ['KAFKA_STORAGE_ERROR', 'again'],
  59: ['UNKNOWN_PRODUCER_ID', 'over'],
  74: ['FENCED_LEADER_EPOCH', 'again'],
  75: ['UNKNOWN_LEADER_EPOCH', 'again'],
  87: ['INVALID_RECORD', 'refused'],
  89: ['THROTTLING_QUOTA_EXCEEDED', 'again'],
  90: ['PRODUCER_FENCED', 'over'],
};

/** A partition's leader did not take a batch. `type` is the protocol's name, as in the errors of kafkajs. */
export class BrokerError extends Error {
  readonly type: string;
  /**
   * `again`: the very same batch may be sent again. `refused`: it was not written and never will be; the producer's numbering
   * stands. `over`: the producer's numbering is in doubt, or somebody else owns it; the producer is finished.
   */
  readonly worth: 'again' | 'refused' | 'over';

  constructor(topic: string, partition: number, code: number) {
    const [type, worth] = CODES[code] ?? [`ERROR_${code}`, 'over'];
    super(`${topic}-${partition}: the leader answered ${type} (error code ${code})`);
    this.name = 'BrokerError';
    this.type = type;
    this.worth = worth;
  }

  get retriable(): boolean {
    return this.worth === 'again';
  }
}
