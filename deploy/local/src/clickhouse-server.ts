import { parseArgs } from 'node:util';
import { ClickHouseServer } from './clickhouse/server.ts';

/**
 * The ClickHouse engine as a server process: `node clickhouse-server.ts --port 8123 --user millrace`, started in the folder that
 * holds (or will hold) its data. The password comes from CLICKHOUSE_PASSWORD. UV_THREADPOOL_SIZE must be set by whoever starts
 * it: each running query keeps one of those threads.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8123' },
    host: { type: 'string', default: '127.0.0.1' },
    user: { type: 'string', default: 'default' },
    'max-body-bytes': { type: 'string', default: String(2 * 1024 ** 3) },
  },
});

const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
const server = await ClickHouseServer.open({
  dataDir: 'data',
  spoolDir: 'spool',
  credentials: { user: values.user, password: process.env['CLICKHOUSE_PASSWORD'] ?? '' },
  maxBodyBytes: Number(values['max-body-bytes']),
  // The other threads read and write the files through which bulk data goes.
  maxConcurrentQueries: Math.max(1, Math.floor(threads * 0.75)),
});
server.http.listen(Number(values.port), values.host, () =>
  console.log(`listening on http://${values.host}:${values.port}`),
);

const stop = (): void => {
  void server.close().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
