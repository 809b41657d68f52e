import { connectClickHouse } from '@millrace/clickhouse';
import { Codecs, topic } from '@millrace/contracts';
import { createLogger, fatal } from '@millrace/platform';
import { SinkRunner } from '@millrace/streaming';
import { toReadings } from '../sinks/destinations.ts';
import { writeBlock } from '../sinks/write-block.ts';

/** The readings sink alone in a process of its own, to be killed by a test. */
const env = process.env;
const text = (name: string): string => env[name] ?? '';
const client = connectClickHouse({
  url: text('CLICKHOUSE_URL'),
  user: text('CLICKHOUSE_USER'),
  password: text('CLICKHOUSE_PASSWORD'),
  database: text('CLICKHOUSE_DATABASE'),
});
const codecs = await Codecs.connect({ registryUrl: text('SCHEMA_REGISTRY_URL'), autoRegister: true });
const sink = new SinkRunner({
  connection: { brokers: text('KAFKA_BROKERS').split(','), clientId: 'sink-only' },
  service: 'reporting',
  codecs,
  logger: createLogger({ service: 'reporting', level: 'error' }),
  onFatal: fatal,
  spec: {
    stream: text('STREAM'),
    topics: [topic.telemetryEnriched],
    maxRecords: 50,
    maxBytes: 1024 * 1024,
    lingerMs: 100,
    fromBeginning: true,
  },
  handler: (block) => writeBlock({ client, codecs }, toReadings, block),
});
await sink.start();
process.send?.('started');
