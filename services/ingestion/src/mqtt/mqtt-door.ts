import type { Door } from '@millrace/domain';
import { gauge, inConsumerSpan, nowMicros, type Logger } from '@millrace/platform';
import type { Readiness } from '@millrace/platform/nest';
import type { Settings } from '../config.ts';
import { countRefused, type Doors } from '../pressure/doors.ts';
import { HostState } from '../sparkplug/host-state.ts';
import { rebirthCommand } from '../sparkplug/rebirth-command.ts';
import { SparkplugHost, type SparkplugHostOptions } from '../sparkplug/sparkplug-host.ts';
import { clientOptions } from './client-options.ts';
import type { JsonMessages } from './json-messages.ts';
import { jsonTopicFilter } from './json-topic.ts';
import { MqttConnection, type Delivery, type MqttConnectionOptions } from './mqtt-connection.ts';

/** Mosquitto's default window of unacknowledged QoS 1 messages; MQTT 3.1.1 gives a client no say in it. */
const WINDOW_311 = 20;
const EXPIRE_EVERY_MS = 1_000;
const MICROS = 1_000_000;
const TELL_EVERY_MS = 10_000;

/** Handles a message inside a span, so that what it appends carries the trace on. */
function inTrace(delivery: Delivery, handle: () => Promise<void>): Promise<void> {
  const attributes = { 'messaging.system': 'mqtt', 'messaging.destination.name': delivery.topic };
  return inConsumerSpan('mqtt receive', attributes, delivery.traceparent, handle);
}

type HostParts = Pick<SparkplugHostOptions, 'store' | 'pipeline' | 'ledger' | 'rules'>;

/** The MQTT side of ingestion: connections for JSON topics, and one as a Sparkplug host. */
export class MqttDoor {
  readonly #connections: MqttConnection[] = [];
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(
    settings: Settings,
    doors: Doors,
    json: JsonMessages,
    host: HostParts,
    logger: Logger,
    readiness: Pick<Readiness, 'add'>,
  ) {
    const url = settings.MQTT_URL;
    if (url === undefined) return;
    for (let index = 0; index < settings.MQTT_CONNECTIONS; index += 1) {
      this.#connections.push(jsonConnection(url, settings, index, doors, json, logger));
    }
    if (settings.SPARKPLUG_ENABLED) this.#startSparkplug(url, settings, doors, host, logger);
    readiness.add('mqtt', () => this.#connections.map((c) => c.health()).find((h) => h !== true) ?? true);
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.map((close) => close()));
    await Promise.all(this.#connections.map((connection) => connection.close()));
  }

  #startSparkplug(url: string, settings: Settings, doors: Doors, parts: HostParts, logger: Logger): void {
    const state = new HostState(settings.SPARKPLUG_HOST_ID);
    const v5 = settings.MQTT_PROTOCOL_VERSION === '5';
    const host = new SparkplugHost({
      ...parts,
      logger,
      tenants: { byGroup: settings.SPARKPLUG_TENANTS, otherwise: settings.SPARKPLUG_DEFAULT_TENANT },
      rebirthInterval: settings.SPARKPLUG_REBIRTH_INTERVAL_SECONDS * MICROS,
      holdFor: settings.SPARKPLUG_HOLD_SECONDS * MICROS,
      holdMessages: settings.SPARKPLUG_HOLD_MESSAGES,
      holdBytes: Math.floor(doors.sparkplug.limit / 2),
      holdUnacknowledged: Math.floor((v5 ? settings.MQTT_MAX_IN_FLIGHT : WINDOW_311) / 2),
      askRebirth: (edgeNode) => {
        const { topic, payload } = rebirthCommand(edgeNode, Date.now());
        connection.publish(topic, payload, { qos: 0, retain: false }).catch((err: unknown) => {
          logger.warn({ err, edgeNode }, 'could not ask for a rebirth');
        });
      },
    });
    const connection = sparkplugConnection(url, settings, doors, host, state, logger);
    gauge('millrace_sparkplug_held_messages', 'Messages waiting for a birth', [], (g) => g.set(host.held));
    const timer = setInterval(() => host.expire(nowMicros()), EXPIRE_EVERY_MS).unref();
    this.#connections.push(connection);
    this.#closers.push(async () => {
      clearInterval(timer);
      if (connection.health() !== true) return;
      await connection.publish(state.topic, state.end(Date.now()), { qos: 1, retain: true });
    });
  }
}

type Admission = Pick<MqttConnectionOptions, 'pending' | 'qos0PatienceMs' | 'onRefused'>;

/** How a connection keeps to its door's bytes. Each refusal is counted, and told in the log now and then. */
function admission(door: Door, settings: Settings, doors: Doors, logger: Logger): Admission {
  let silentUntil = 0;
  let untold = 0;
  return {
    pending: doors[door],
    qos0PatienceMs: settings.MQTT_QOS0_PATIENCE_SECONDS * 1_000,
    onRefused: (reason) => {
      countRefused(door, reason);
      if (reason === 'paused') return;
      untold += 1;
      if (performance.now() < silentUntil) return;
      logger.warn({ door, dropped: untold, pendingBytes: doors[door].bytes }, 'MQTT messages of QoS 0 were dropped');
      silentUntil = performance.now() + TELL_EVERY_MS;
      untold = 0;
    },
  };
}

function jsonConnection(
  url: string,
  settings: Settings,
  index: number,
  doors: Doors,
  json: JsonMessages,
  logger: Logger,
): MqttConnection {
  const clientId = index === 0 ? settings.MQTT_CLIENT_ID : `${settings.MQTT_CLIENT_ID}-${index}`;
  // Several connections of one instance would each get everything, unless they share.
  const group = settings.MQTT_SHARED_GROUP ?? (settings.MQTT_CONNECTIONS > 1 ? settings.MQTT_CLIENT_ID : undefined);
  return new MqttConnection({
    url,
    client: clientOptions(settings, clientId, true),
    subscriptions: [{ filter: jsonTopicFilter(group), retained: false }],
    maxInFlight: settings.MQTT_MAX_IN_FLIGHT,
    ...admission('mqtt', settings, doors, logger),
    logger,
    handle: (delivery) => inTrace(delivery, () => json.handle(delivery)),
  });
}

function sparkplugConnection(
  url: string,
  settings: Settings,
  doors: Doors,
  host: SparkplugHost,
  state: HostState,
  logger: Logger,
): MqttConnection {
  const announce = (): void => {
    connection.publish(state.topic, state.online, { qos: 1, retain: true }).catch((err: unknown) => {
      logger.warn({ err }, 'could not publish the Sparkplug host state');
    });
  };
  const filters = settings.SPARKPLUG_GROUPS.map((group) => ({ filter: `spBv1.0/${group}/#`, retained: false }));
  const connection = new MqttConnection({
    url,
    client: clientOptions(settings, `${settings.MQTT_CLIENT_ID}-sparkplug`, !settings.SPARKPLUG_CLEAN_SESSION),
    subscriptions: [...filters, { filter: state.topic, retained: true }],
    maxInFlight: settings.MQTT_MAX_IN_FLIGHT,
    ...admission('sparkplug', settings, doors, logger),
    logger,
    beforeConnect: (options) => {
      state.begin(Date.now());
      options.will = { topic: state.topic, payload: Buffer.from(state.offline), qos: 1, retain: true };
    },
    onSubscribed: announce,
    handle: (delivery) => {
      if (delivery.topic !== state.topic) return inTrace(delivery, () => host.handle(delivery));
      if (!delivery.retain && state.contradicts(delivery.payload)) announce();
      return Promise.resolve();
    },
  });
  return connection;
}
