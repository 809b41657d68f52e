import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot, type Addresses } from '@millrace/local-stack';
import { pythonVenv } from '@millrace/testing';

const run = promisify(execFile);
const script = (name: string): string => join(repositoryRoot(), 'tools', 'python', name);

export interface PythonRecord {
  readonly topic: string;
  readonly type: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Consumes topics with confluent-kafka and its AvroDeserializer; none of our code reads them. */
export async function consumeWithPython(
  addresses: Addresses,
  topics: readonly string[],
  each: number,
): Promise<PythonRecord[]> {
  const python = await pythonVenv();
  const outputs = await Promise.all(
    topics.map((topic) =>
      run(
        python,
        [
          ...[script('consume_events.py'), '--topic', topic, '--count', String(topic === 'alarms.events' ? 1 : each)],
          ...['--brokers', addresses.kafkaBrokers.join(','), '--registry', addresses.registryUrl, '--timeout', '60'],
        ],
        { maxBuffer: 64 * 1024 * 1024 },
      ),
    ),
  );
  return outputs.flatMap(({ stdout }) => {
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as PythonRecord);
  });
}

/** Latest values per asset, asked through clickhouse-connect. */
export async function queryWithPython(addresses: Addresses): Promise<string> {
  const { url, user, password } = addresses.clickhouse;
  const { hostname, port } = new URL(url);
  const code = `
import clickhouse_connect, os
client = clickhouse_connect.get_client(host='${hostname}', port=${port}, username='${user}',
    password=os.environ['CLICKHOUSE_PASSWORD'], database='millrace')
for row in client.query('SELECT asset_id, metric, count() FROM readings GROUP BY 1, 2 ORDER BY 1, 2').result_rows:
    print(row)
`;
  const { stdout } = await run(await pythonVenv(), ['-c', code], {
    env: { ...process.env, CLICKHOUSE_PASSWORD: password },
  });
  return stdout;
}
