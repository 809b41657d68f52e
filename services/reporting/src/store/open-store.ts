import { type ClickHouse, connectClickHouse, ensureDatabase, migrate, verifySchema } from '@millrace/clickhouse';
import { fatal, type Logger } from '@millrace/platform';
import type { Settings } from '../config.ts';
import { Store } from './store.ts';

/** How this service reaches ClickHouse. */
function connectionOf(settings: Settings) {
  return {
    url: settings.CLICKHOUSE_URL,
    user: settings.CLICKHOUSE_USER,
    password: settings.CLICKHOUSE_PASSWORD,
    database: settings.CLICKHOUSE_DATABASE,
  };
}

export const connectStore = (settings: Settings): ClickHouse => connectClickHouse(connectionOf(settings));

/** The store, which applies or verifies the migrations in the background: HTTP answers meanwhile, and says that it waits. */
export function openStore(settings: Settings, client: ClickHouse, logger: Logger): Store {
  const prepare = async (): Promise<void> => {
    if (!settings.RUN_MIGRATIONS) return verifySchema(client);
    await ensureDatabase(connectionOf(settings));
    const onStep = ({ version, name, number }: { version: number; name: string; number: number }): void =>
      logger.info({ version, name, statement: number }, 'migration applied');
    await migrate(client, { onStep });
  };
  return new Store({ client, logger, prepare, onFatal: fatal });
}
