import type { Logger } from '@millrace/platform';
import { Kafka, logLevel, type KafkaConfig, type LogEntry, type RetryOptions } from 'kafkajs';
import type { KafkaConnection } from '../types.ts';
import './request-queue.ts';

/** About 15 s of trying for one request: a rolling broker restart is ridden out, a dead cluster is reported. */
export const CLIENT_RETRY: RetryOptions = { initialRetryTime: 50, maxRetryTime: 2_000, retries: 12 };

export interface ClientPatience {
  readonly retry?: RetryOptions;
  /** How long a request may stay without an answer, milliseconds. Default 30,000. */
  readonly requestTimeoutMs?: number;
}

/**
 * A kafkajs client of its own for one role. Roles never share one: a client keeps a map of committed offsets for all its
 * consumers and producers, and a transaction writes into it before it has committed.
 */
export function kafkaClient(
  connection: KafkaConnection,
  logger: Logger,
  { retry = CLIENT_RETRY, requestTimeoutMs = 30_000 }: ClientPatience = {},
): Kafka {
  const { brokers, clientId, ssl, sasl } = connection;
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 5_000,
    requestTimeout: requestTimeoutMs,
    retry,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => write(logger, entry),
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl: sasl as NonNullable<KafkaConfig['sasl']> }),
  });
}

/** kafkajs calls errors what it retries and heals itself; what it cannot heal reaches us as a rejection or a crash. */
function write(logger: Logger, { namespace, log }: LogEntry): void {
  const { message, stack: _stack, timestamp: _timestamp, logger: _name, ...details } = log;
  logger.debug({ kafka: namespace, ...details }, message);
}
