import { mkdir } from 'node:fs/promises';
import { HOST } from '../ports.ts';
import { nodeArgs } from '../node-program.ts';
import type { Part } from './part.ts';

export interface ClickHouseUser {
  readonly name: string;
  readonly password: string;
}
export const DEFAULT_CLICKHOUSE_USER: ClickHouseUser = { name: 'millrace', password: 'millrace-local' };

export const clickhousePart = ({ name, password }: ClickHouseUser): Part => ({
  name: 'clickhouse',
  ports: ['clickhouse'],
  stopDeadlineMs: 20_000,
  async prepare({ dataDir, ports }) {
    await mkdir(dataDir, { recursive: true });
    return {
      file: process.execPath,
      args: [...nodeArgs('clickhouse-server'), '--port', String(ports.clickhouse), '--user', name],
      env: { CLICKHOUSE_PASSWORD: password, UV_THREADPOOL_SIZE: '64', TZ: 'UTC' },
      cwd: dataDir,
    };
  },
  ready: async ({ ports }) => (await fetch(`http://${HOST}:${ports.clickhouse}/ping`)).ok,
});
