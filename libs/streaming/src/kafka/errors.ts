/** What kafkajs errors carry beside `Error`; they are wrapped in each other by `cause` or `originalError`. */
interface KafkaErrorShape extends Error {
  readonly type?: string;
  readonly retriable?: boolean;
  readonly cause?: unknown;
  readonly originalError?: unknown;
}

const FENCED = new Set([
  ...['INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED', 'INVALID_PRODUCER_ID_MAPPING'],
  ...['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'REBALANCE_IN_PROGRESS'],
]);
/** kafkajs 2.2.4 does not know error code 90 (PRODUCER_FENCED) by name. */
const UNKNOWN_CODE_90 = /Unknown error code 90\b/;

function* chain(error: unknown): Generator<KafkaErrorShape> {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 8; depth += 1) {
    const shape: KafkaErrorShape = current;
    yield shape;
    current = shape.cause ?? shape.originalError;
  }
}

/** The Kafka protocol error names in an error and its causes, outermost first. */
export function errorTypes(error: unknown): string[] {
  return [...chain(error)].flatMap(({ type }) => (type === undefined ? [] : [type]));
}

export function hasType(error: unknown, ...types: readonly string[]): boolean {
  return errorTypes(error).some((type) => types.includes(type));
}

/** Somebody else owns the transactional id or our part of the group now, or the broker ended our transaction: the task is finished. */
export function isFenced(error: unknown): boolean {
  return [...chain(error)].some(
    ({ type, message }) => (type !== undefined && FENCED.has(type)) || UNKNOWN_CODE_90.test(message),
  );
}

/** Worth another attempt: kafkajs says so, or it is a matter of connections. */
export function isRetriable(error: unknown): boolean {
  for (const { name, retriable } of chain(error)) {
    if (retriable === true || name.startsWith('KafkaJSConnection') || name === 'KafkaJSRequestTimeoutError')
      return true;
  }
  return false;
}

/** What kafkajs throws when no broker, or not the right one, can be reached at the moment. */
const AWAY = new Set([
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSBrokerNotFound',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSTopicMetadataNotLoaded',
  'KafkaJSRequestTimeoutError',
  'KafkaJSLockTimeout',
  'NoAnswer',
]);

/** The cluster cannot be reached or is not ready; the same request can succeed later. */
export function isClusterAway(error: unknown): boolean {
  for (const { name, retriable, type } of chain(error)) {
    if (AWAY.has(name) || (type !== undefined && retriable === true)) return true;
  }
  return false;
}

export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Retention removed records before they were read: the partition goes on at the first one there is. */
export class RecordsRemoved extends Error {
  constructor(topic: string, partition: number, offset: number) {
    super(`${topic}-${partition}: retention removed offset ${offset} before it was read`);
    this.name = 'RecordsRemoved';
  }
}
