/**
 * Creates the topics and changelogs that a cluster lacks and says where the others differ from their specification: what a
 * deployment runs before its services start (`node libs/streaming/dist/cli/ensure-topics.js` with KAFKA_BROKERS, the other
 * KAFKA_* settings of the services, and KAFKA_REPLICATION_FACTOR, by default 3). May be run any number of times.
 * Exit code 1: the cluster did not answer or refused; 2: a setting is not usable.
 */
import { CHANGELOGS, TOPICS } from '@millrace/contracts';
import { integer, kafkaConnection, kafkaSettings, loadSettings, SettingsError } from '@millrace/platform';
import { z } from 'zod';
import { ensureTopics } from '../topics/ensure-topics.ts';

const schema = z.object({ ...kafkaSettings, KAFKA_REPLICATION_FACTOR: integer(1, 32).default(3) });

try {
  const settings = loadSettings(schema);
  const report = await ensureTopics(kafkaConnection(settings, 'ensure-topics'), [...TOPICS, ...CHANGELOGS], {
    replicationFactor: settings.KAFKA_REPLICATION_FACTOR,
  });
  for (const name of report.created) process.stdout.write(`created ${name}\n`);
  for (const { topic, what, wanted, found } of report.drift) {
    process.stdout.write(`${topic}: ${what} is ${found} where ${wanted} is specified; left as it is\n`);
  }
  process.stdout.write(`${TOPICS.length + CHANGELOGS.length} topics are there, ${report.created.length} of them new\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof SettingsError ? 2 : 1;
}
