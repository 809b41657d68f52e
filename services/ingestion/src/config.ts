import { TENANT_RULE, isTenant, splitOverDoors } from '@millrace/domain';
import { flag, httpSettings, integer, kafkaSettings, list, telemetrySettings } from '@millrace/platform';
import { z } from 'zod';
import { openIn } from './pressure/open-doors.ts';

const tenant = z.string().refine(isTenant, TENANT_RULE);

/** `group=tenant,group=tenant` */
const tenantsByGroup = list().transform((pairs, context): ReadonlyMap<string, string> => {
  const entries = pairs.map((pair) => pair.split('='));
  for (const [group, name, ...rest] of entries) {
    if (!group || !isTenant(name) || rest.length > 0) {
      context.addIssue({ code: 'custom', message: `must be group=tenant, separated by commas; ${TENANT_RULE}` });
      return z.NEVER;
    }
  }
  return new Map(entries as [string, string][]);
});

const mqttSettings = {
  /** `mqtt://host:1883` or `mqtts://host:8883`; without it there is no MQTT. */
  MQTT_URL: z.url({ protocol: /^(mqtts?|wss?)$/, error: 'must be an mqtt, mqtts, ws or wss URL' }).optional(),
  MQTT_PROTOCOL_VERSION: z.enum(['3.1.1', '5'], 'must be 3.1.1 or 5').default('5'),
  /** Stable and unique per instance: the broker keeps the session, and what we have not acknowledged, under it. */
  MQTT_CLIENT_ID: z.string().min(1).max(64).default('millrace-ingestion'),
  MQTT_USERNAME: z.string().optional(),
  MQTT_PASSWORD: z.string().optional(),
  MQTT_CA_FILE: z.string().optional(),
  /** Connections for JSON topics. More than one, or a group, makes it a shared subscription. */
  MQTT_CONNECTIONS: integer(1, 64).default(1),
  MQTT_SHARED_GROUP: z
    .string()
    .regex(/^[^/+#\s]+$/, 'must not contain / + # or spaces')
    .optional(),
  /** Messages taken from a connection but not yet acknowledged (MQTT 5 Receive Maximum). */
  MQTT_MAX_IN_FLIGHT: integer(1, 65_535).default(1_000),
  /** How long messages of QoS 0 are left with the broker while nothing may come in, before they are dropped and counted. */
  MQTT_QOS0_PATIENCE_SECONDS: integer(0, 600).default(5),
};

const sparkplugSettings = {
  SPARKPLUG_ENABLED: flag().default(true),
  SPARKPLUG_HOST_ID: z
    .string()
    .regex(/^[^/+#]+$/, 'must not contain / + #')
    .default('millrace'),
  /** Group ids to listen to; `+` is every group. */
  SPARKPLUG_GROUPS: list().default(['+']),
  SPARKPLUG_TENANTS: tenantsByGroup.default(new Map()),
  SPARKPLUG_DEFAULT_TENANT: tenant.default('default'),
  /** The standard wants a clean session of a host; `false` keeps what nodes publish with QoS 1 over a restart. */
  SPARKPLUG_CLEAN_SESSION: flag().default(true),
  SPARKPLUG_REBIRTH_INTERVAL_SECONDS: integer(1, 3_600).default(10),
  /** How long and how much data of a node waits for its birth before it goes to telemetry.rejected. */
  SPARKPLUG_HOLD_SECONDS: integer(1, 3_600).default(30),
  SPARKPLUG_HOLD_MESSAGES: integer(1, 100_000).default(1_000),
};

const shape = {
  ...kafkaSettings,
  ...httpSettings(8081),
  ...telemetrySettings,
  ...mqttSettings,
  ...sparkplugSettings,
  /** Bounds of one HTTP request and one device message. */
  MAX_MESSAGES_PER_REQUEST: integer(1, 1_000_000).default(10_000),
  MAX_READINGS_PER_REQUEST: integer(1, 1_000_000).default(100_000),
  MAX_READINGS_PER_MESSAGE: integer(1, 1_000_000).default(10_000),
  MAX_FUTURE_SECONDS: integer(0, 86_400).default(300),
  /** Older readings are refused; 0: any age since 1990. */
  MAX_AGE_SECONDS: integer(0, 3_155_760_000).default(0),
  /** Readings a second one credential may send on average, twice that at once. */
  CREDENTIAL_READINGS_PER_SECOND: integer(1, 10_000_000).default(100_000),
  /** How long counts of the delivery ledger gather before they are written. */
  LEDGER_INTERVAL_SECONDS: integer(1, 60).default(5),
  /**
   * Bytes that may wait between the doors and Kafka, counted from before a body is read until Kafka has acknowledged it: half at HTTP, a
   * quarter each at MQTT JSON and Sparkplug; a door that is not open leaves its part to the others (docs/overload.md).
   */
  MAX_PENDING_BYTES: integer(1_048_576, 4_294_967_296).default(67_108_864),
  /** How long a request may wait for Kafka; then it is answered 503 and the client sends it again. */
  MAX_WAIT_SECONDS: integer(1, 300).default(10),
};

/** Everything this service can be told from outside. */
export const settingsSchema = z.object(shape).superRefine((settings, context) => {
  const { http } = splitOverDoors(settings.MAX_PENDING_BYTES, openIn(settings));
  if (settings.HTTP_BODY_LIMIT_BYTES <= http) return;
  const message = `the part of HTTP in it, ${http}, must hold a body of HTTP_BODY_LIMIT_BYTES (${settings.HTTP_BODY_LIMIT_BYTES})`;
  context.addIssue({ code: 'custom', path: ['MAX_PENDING_BYTES'], message });
});

export type Settings = z.infer<typeof settingsSchema>;
