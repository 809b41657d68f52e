/** `again`: the very same request may be sent again. `refused`: it was not done and never will be. `over`: who asked must start over. */
export type Worth = 'again' | 'refused' | 'over';

/** Error codes of the requests we make by ourselves (Kafka's protocol guide, "Error Codes"), and what each is worth. */
const CODES: Readonly<Record<number, readonly [type: string, worth: Worth]>> = {
  2: ['CORRUPT_MESSAGE', 'again'],
  3: ['UNKNOWN_TOPIC_OR_PARTITION', 'again'],
  5: ['LEADER_NOT_AVAILABLE', 'again'],
  6: ['NOT_LEADER_FOR_PARTITION', 'again'],
  7: ['REQUEST_TIMED_OUT', 'again'],
  10: ['MESSAGE_TOO_LARGE', 'refused'],
  12: ['OFFSET_METADATA_TOO_LARGE', 'refused'],
  13: ['NETWORK_EXCEPTION', 'again'],
  14: ['GROUP_LOAD_IN_PROGRESS', 'again'],
  15: ['GROUP_COORDINATOR_NOT_AVAILABLE', 'again'],
  16: ['NOT_COORDINATOR_FOR_GROUP', 'again'],
  17: ['INVALID_TOPIC_EXCEPTION', 'refused'],
  18: ['RECORD_LIST_TOO_LARGE', 'refused'],
  19: ['NOT_ENOUGH_REPLICAS', 'again'],
  20: ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'again'],
  22: ['ILLEGAL_GENERATION', 'over'],
  25: ['UNKNOWN_MEMBER_ID', 'over'],
  27: ['REBALANCE_IN_PROGRESS', 'over'],
  29: ['TOPIC_AUTHORIZATION_FAILED', 'refused'],
  30: ['GROUP_AUTHORIZATION_FAILED', 'refused'],
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
  82: ['FENCED_INSTANCE_ID', 'over'],
  87: ['INVALID_RECORD', 'refused'],
  88: ['UNSTABLE_OFFSET_COMMIT', 'again'],
  89: ['THROTTLING_QUOTA_EXCEEDED', 'again'],
  90: ['PRODUCER_FENCED', 'over'],
};

export function meaningOf(code: number): { readonly type: string; readonly worth: Worth } {
  const [type, worth] = CODES[code] ?? [`ERROR_${code}`, 'over' as const];
  return { type, worth };
}
