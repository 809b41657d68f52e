import { flag, httpSettings, httpUrl, integer, kafkaSettings, telemetrySettings } from '@millrace/platform';
import { z } from 'zod';

/** Everything this service can be told from outside. */
export const settingsSchema = z.object({
  ...kafkaSettings,
  ...httpSettings(8085),
  ...telemetrySettings,
  CLICKHOUSE_URL: httpUrl().default('http://127.0.0.1:8123'),
  CLICKHOUSE_USER: z.string().default('default'),
  CLICKHOUSE_PASSWORD: z.string().default(''),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'must be a plain identifier')
    .default('millrace'),
  /** Whether to apply missing migrations at start; otherwise the schema is only verified and something else applies them. */
  RUN_MIGRATIONS: flag().default(false),
  /** How long a repair over HTTP waits for its outcome. */
  COMMAND_TIMEOUT_MS: integer(100, 120_000).default(10_000),
  /** Seconds after which ClickHouse gives a query up. */
  QUERY_MAX_SECONDS: integer(1, 600).default(15),
  /** Longest stretch of one history answer, days. */
  HISTORY_MAX_DAYS: integer(1, 36_600).default(3_660),
  /** Seconds an export may take, and how many rows it may have. */
  EXPORT_MAX_SECONDS: integer(1, 3_600).default(300),
  EXPORT_MAX_ROWS: integer(1, 1_000_000_000).default(5_000_000),
  /** How often is looked for telemetry that waits for its device to be bound, and is by now. */
  BOUND_CHECK_SECONDS: integer(1, 3_600).default(5),
  /** Events of a tenant's registry that are folded at most for an answer about the past. */
  PLANT_MAX_EVENTS: integer(1, 100_000_000).default(250_000),
  /** How often the delivery ledger is compared with the tables, and how far back: what was told to it within these minutes. */
  LEDGER_CHECK_SECONDS: integer(1, 60).default(5),
  LEDGER_WINDOW_MINUTES: integer(1, 1_440).default(15),
  /** Event streams open at once, and how many bytes may wait for one slow client. */
  EVENTS_MAX_CLIENTS: integer(1, 100_000).default(500),
  EVENTS_MAX_BUFFER_BYTES: integer(1_024, 1_073_741_824).default(1_048_576),
});

export type Settings = z.infer<typeof settingsSchema>;
