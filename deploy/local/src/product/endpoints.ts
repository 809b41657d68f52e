import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { CONTROL_SYSTEM_MQTT_USER, GATEWAY_MQTT_USER } from './mqtt-users.ts';
import type { Product } from './product.ts';
import { SERVICE_NAMES } from './service-environment.ts';

/** Writes the address of every front door, and the local stack's sample credentials, for any client to be pointed at. */
export function writeEndpoints(file: string, product: Product, gatewayToken: string): void {
  const { addresses } = product.stack;
  const { tokens, mqttPasswords } = product.secrets;
  const services = Object.fromEntries(
    SERVICE_NAMES.map((name) => {
      const { url } = product.services[name];
      return [name, { url, openapi: `${url}/openapi.json`, ready: `${url}/health/ready`, metrics: `${url}/metrics` }];
    }),
  );
  const endpoints = {
    page: pageAddress(product),
    frontDoor: addresses.proxyUrl,
    services,
    mqtt: addresses.mqtt.url,
    kafka: addresses.kafkaBrokers,
    schemaRegistry: addresses.registryUrl,
    clickhouse: { url: addresses.clickhouse.url, database: 'millrace' },
    traces: `${addresses.otlpUrl}/traces/{traceId}`,
    sampleCredentials: {
      note: 'Made for this machine at the first start of the local stack; valid nowhere else.',
      tenant: product.tenant,
      apiTokens: tokens,
      deviceToken: gatewayToken,
      clickhouse: { user: addresses.clickhouse.user, password: addresses.clickhouse.password },
      mqtt: [CONTROL_SYSTEM_MQTT_USER, GATEWAY_MQTT_USER].map((username) => ({
        username,
        password: mqttPasswords[username],
      })),
    },
  };
  // Whoever watches the file never sees half of it.
  const temporary = `${file}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}

/** The page with an operator's token in the fragment, which a browser does not send anywhere. */
export function pageAddress(product: Product): string {
  return `${product.stack.addresses.proxyUrl}/#token=${product.secrets.tokens.operator}`;
}
