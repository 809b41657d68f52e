import type { Codecs } from '@millrace/contracts';
import { topic } from '@millrace/contracts';
import { fatal, type KafkaClientSettings, type Logger } from '@millrace/platform';
import type { Readiness } from '@millrace/platform/nest';
import { AppendProducer, GlobalTable } from '@millrace/streaming';
import type { CredentialTable } from './credentials/credential-table.ts';
import { SERVICE } from './source.ts';

/** The producer everything goes through. It is closed after the HTTP server and MQTT, which still write while they stop. */
export async function connectProducer(
  connection: KafkaClientSettings,
  maxQueuedBytes: number,
  logger: Logger,
): Promise<AppendProducer> {
  return AppendProducer.connect(connection, { service: SERVICE, maxQueuedBytes, logger });
}

/** Follows `devices.events` into the credential table; the service is not ready before it has caught up. */
export function followCredentials(
  connection: KafkaClientSettings,
  codecs: Codecs,
  table: CredentialTable,
  logger: Logger,
  readiness: Readiness,
): GlobalTable {
  const follower = new GlobalTable({
    connection,
    topics: [topic.devicesEvents],
    codecs,
    logger,
    apply: (decoded) => table.apply(decoded),
    onFatal: fatal,
  });
  readiness.add('credentials', () => follower.health());
  follower.start().then(() => table.complete(), fatal);
  return follower;
}
