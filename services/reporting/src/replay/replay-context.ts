import { type ClickHouse, connectClickHouse, type Versions } from '@millrace/clickhouse';
import { Codecs } from '@millrace/contracts';
import { createLogger, kafkaConnection, type Logger } from '@millrace/platform';
import { type KafkaConnection, type Say, SinkPositions } from '@millrace/streaming';
import type { Settings } from '../config.ts';
import type { TableProjection } from './projections.ts';

/** What the steps of a replay work with. */
export interface ReplayContext {
  readonly name: string;
  readonly projection: TableProjection;
  /** Connected to the live database. */
  readonly client: ClickHouse;
  readonly database: string;
  readonly connection: KafkaConnection;
  readonly codecs: Codecs;
  readonly positions: SinkPositions;
  readonly logger: Logger;
  readonly say: Say;
  readonly signal: AbortSignal;
  /** A client of another database of the same server. */
  connect(database: string): ClickHouse;
}

/** One statement of a replay may go over everything there is. */
const STATEMENT_MS = 60 * 60_000;

/** Connects to everything, does the work, and lets go of everything. */
export async function withContext<T>(
  settings: Settings,
  parts: Pick<ReplayContext, 'name' | 'projection' | 'say' | 'signal'>,
  work: (context: ReplayContext) => Promise<T>,
): Promise<T> {
  // Progress has standard error to itself, and the result standard output: only what went wrong is logged.
  const level = settings.LOG_LEVEL === 'info' ? 'error' : settings.LOG_LEVEL;
  const logger = createLogger({ service: 'replay', level, destination: process.stderr });
  const connection = kafkaConnection(settings, 'millrace-replay');
  const connect = (database: string): ClickHouse =>
    connectClickHouse({
      url: settings.CLICKHOUSE_URL,
      user: settings.CLICKHOUSE_USER,
      password: settings.CLICKHOUSE_PASSWORD,
      database,
      requestTimeoutMs: STATEMENT_MS,
    });
  const database = settings.CLICKHOUSE_DATABASE;
  const client = connect(database);
  try {
    const codecs = await Codecs.connect({ registryUrl: settings.SCHEMA_REGISTRY_URL, autoRegister: false });
    const positions = await SinkPositions.connect(connection, logger);
    try {
      return await work({ ...parts, client, database, connection, codecs, positions, logger, connect });
    } finally {
      await positions.close();
    }
  } finally {
    await client.close();
  }
}

/** Both versions, through one connection. */
export const versionsOf = ({ client, database }: ReplayContext, rebuilt: string): Versions => ({
  client,
  live: database,
  rebuilt,
});
