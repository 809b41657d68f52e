import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Codecs, toPlainJson, type TopicSpec } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { AppendProducer, ensureTopics } from '@millrace/streaming';
import { freshTopicName, pythonVenv, stackForTests } from '@millrace/testing';
import { expect, it } from 'vitest';
import { loadExamples } from './load-examples.ts';
import { REPOSITORY, SCHEMAS } from './paths.ts';

/** The first run makes a virtual environment. */
const TIMEOUT_MS = 300_000;

interface Line {
  readonly type: string;
  readonly key: string;
  readonly value: Record<string, unknown>;
}

/** Python prints instants as RFC 3339, we have microseconds. */
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{3})Z$/;
const withMicros = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, inner: unknown) => {
    const [, millis, micros] = INSTANT.exec(typeof inner === 'string' ? inner : '') ?? [];
    return millis === undefined ? inner : Date.parse(`${millis}Z`) * 1000 + Number(micros);
  });

it(
  'a stock Python client reads every kind of record',
  async () => {
    const { kafkaBrokers, registryUrl } = stackForTests();
    const connection = { brokers: kafkaBrokers, clientId: 'python-client-test' };
    const topic = freshTopicName('python');
    const spec: TopicSpec = {
      ...{ name: topic, key: 'file', partitions: 1, retention: 'forever', compaction: false, minInsyncReplicas: 1 },
      ...{ contracts: [], doc: 'Every golden example.' },
    };
    await ensureTopics(connection, [spec], { replicationFactor: 1 });
    const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
    const logger = createLogger({ service: 'test', level: 'silent' });
    const producer = await AppendProducer.connect(connection, { service: 'test', logger });
    const examples = loadExamples(SCHEMAS);
    for (const { file, contract, value } of examples) {
      await producer.append({ topic, key: file, value: codecs.encode(contract, value) });
    }
    await producer.close();

    const { stdout } = await promisify(execFile)(await pythonVenv(), [
      join(REPOSITORY, 'tools/python/consume_events.py'),
      ...['--brokers', kafkaBrokers.join(','), '--registry', registryUrl],
      ...['--topic', topic, '--count', String(examples.length), '--timeout', '60'],
    ]);

    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines.map((line) => line.key)).toEqual(examples.map((example) => example.file));
    for (const [index, { contract, value, file }] of examples.entries()) {
      const expected = toPlainJson(contract, value) as Record<string, unknown>;
      // The one instant of the contracts in milliseconds.
      if ('sourceTimestamp' in expected) expected['sourceTimestamp'] = Number(expected['sourceTimestamp']) * 1000;
      expect(lines[index]?.type, file).toBe(contract.fullName);
      expect(withMicros(lines[index]?.value), file).toEqual(expected);
    }
  },
  TIMEOUT_MS,
);
