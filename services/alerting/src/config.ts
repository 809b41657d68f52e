import { httpSettings, integer, kafkaSettings, list, telemetrySettings } from '@millrace/platform';
import { z } from 'zod';
import { addressPolicy } from './webhooks/address-policy.ts';

/** Everything this service can be told from outside. */
export const settingsSchema = z.object({
  ...kafkaSettings,
  ...httpSettings(8084),
  ...telemetrySettings,
  /** How long a write over HTTP waits for its outcome. */
  COMMAND_TIMEOUT_MS: integer(100, 120_000).default(10_000),
  /** Readings that took longer from the sensor to ingestion, and anomalies found later than this, page nobody. */
  RULE_MAX_DELAY_SECONDS: integer(1, 86_400).default(600),
  /** JSON file of webhook endpoints (README.md of this service); without it nobody is notified. */
  WEBHOOKS_FILE: z.string().optional(),
  /** Networks (CIDR) and host names that webhooks may reach although they are not on the public internet. */
  WEBHOOK_ALLOWED: list()
    .transform((entries, context) => {
      try {
        return addressPolicy(entries);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    })
    .default(() => addressPolicy([])),
  /** How long one try may take, connecting included. */
  WEBHOOK_TIMEOUT_MS: integer(100, 60_000).default(10_000),
  /** How long a notification is tried again before it is given up; below the five minutes a stream's handler may take. */
  WEBHOOK_RETRY_SECONDS: integer(0, 240).default(180),
  /** Alarm events older than this are not sent: whoever replays history must not wake anybody up. */
  WEBHOOK_MAX_AGE_SECONDS: integer(60, 7 * 86_400).default(3_600),
});

export type Settings = z.infer<typeof settingsSchema>;
