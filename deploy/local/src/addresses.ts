import { type ClickHouseUser, DEFAULT_CLICKHOUSE_USER } from './parts/clickhouse.ts';
import { DEFAULT_MQTT_USERS, type MqttUser } from './parts/mosquitto-config.ts';
import { registryUrl } from './parts/registry.ts';
import { stackHost, type Ports } from './ports.ts';

/** Where to reach each part. Plain data, so that it can be handed to another process. */
export interface Addresses {
  readonly kafkaBrokers: readonly string[];
  /** Base of the Confluent schema registry API. */
  readonly registryUrl: string;
  readonly clickhouse: { readonly url: string; readonly user: string; readonly password: string };
  readonly mqtt: {
    readonly url: string;
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
  };
  readonly otlpUrl: string;
  readonly proxyUrl: string;
}

export function addressesOf(
  ports: Ports,
  given: {
    readonly kafkaBrokers?: readonly string[];
    readonly clickhouseUser?: ClickHouseUser;
    readonly mqttUsers?: readonly MqttUser[];
  } = {},
): Addresses {
  const clickhouse = given.clickhouseUser ?? DEFAULT_CLICKHOUSE_USER;
  const mqtt = (given.mqttUsers ?? DEFAULT_MQTT_USERS)[0];
  return {
    kafkaBrokers: given.kafkaBrokers ?? [`${stackHost()}:${ports.kafka}`],
    registryUrl: registryUrl(ports.registry),
    clickhouse: {
      url: `http://${stackHost()}:${ports.clickhouse}`,
      user: clickhouse.user,
      password: clickhouse.password,
    },
    mqtt: {
      url: `mqtt://${stackHost()}:${ports.mosquitto}`,
      host: stackHost(),
      port: ports.mosquitto,
      user: mqtt?.name ?? '',
      password: mqtt?.password ?? '',
    },
    otlpUrl: `http://${stackHost()}:${ports.otlp}`,
    proxyUrl: `http://${stackHost()}:${ports.proxy}`,
  };
}
