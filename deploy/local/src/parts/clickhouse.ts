import { mkdir } from 'node:fs/promises';
import { stackHost } from '../ports.ts';
import { nodeArgs } from '../node-program.ts';
import type { Part } from './part.ts';

export interface ClickHouseUser {
  readonly user: string;
  readonly password: string;
}
export const DEFAULT_CLICKHOUSE_USER: ClickHouseUser = { user: 'millrace', password: 'millrace-local' };

/** Analytics share this machine with the way of an alarm, which goes first: merges come in bursts of a whole core. */
const NICENESS = 10;

export const clickhousePart = ({ user, password }: ClickHouseUser): Part => ({
  name: 'clickhouse',
  ports: ['clickhouse'],
  stopDeadlineMs: 20_000,
  async prepare({ dataDir, ports }) {
    await mkdir(dataDir, { recursive: true });
    return {
      file: process.execPath,
      args: [
        ...nodeArgs('clickhouse-server'),
        '--host',
        stackHost(),
        '--port',
        String(ports.clickhouse),
        '--user',
        user,
      ],
      env: { CLICKHOUSE_PASSWORD: password, UV_THREADPOOL_SIZE: '64', TZ: 'UTC' },
      cwd: dataDir,
      niceness: NICENESS,
    };
  },
  ready: async ({ ports }) => (await fetch(`http://${stackHost()}:${ports.clickhouse}/ping`)).ok,
});
