/**
 * Makes the database if need be and applies the migrations it lacks: what a deployment runs before its services start
 * (`node libs/clickhouse/dist/cli/migrate.js` with CLICKHOUSE_URL, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD, CLICKHOUSE_DATABASE).
 * May be run any number of times, and while another one runs.
 * Exit code 1: ClickHouse did not answer or refused, or the database has another schema; 2: it wasn't told which ClickHouse.
 */
import { connectClickHouse, DATABASE, type ClickHouse } from '../client.ts';
import { ensureDatabase, migrate } from '../migrate/migrate.ts';

const env = process.env;
const url = env['CLICKHOUSE_URL'] ?? '';
if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
  process.stderr.write(`CLICKHOUSE_URL=${url}: must be an http or https address of ClickHouse\n`);
  process.exit(2);
}
const connection = {
  url,
  user: env['CLICKHOUSE_USER'] || 'default',
  password: env['CLICKHOUSE_PASSWORD'] ?? '',
};
const database = env['CLICKHOUSE_DATABASE'] || DATABASE;

async function using<T>(client: ClickHouse, work: (client: ClickHouse) => Promise<T>): Promise<T> {
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

try {
  await ensureDatabase({ ...connection, database });
  const applied = await using(connectClickHouse({ ...connection, database }), (client) =>
    migrate(client, {
      onStep: ({ version, name, number }) => process.stdout.write(`applied ${version}-${name}, statement ${number}\n`),
    }),
  );
  process.stdout.write(`database ${database} is up to date: ${applied} statements applied now\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
