import { readFileSync } from 'node:fs';
import type { IClientOptions } from 'mqtt';
import type { Settings } from '../config.ts';

/** Session Expiry Interval "never" (MQTT 5.0 §3.1.2.11.2): the broker keeps the session while we are away. */
const NEVER = 0xffffffff;

/** The connection's MQTT settings. A persistent session keeps, under a stable client id, what was not acknowledged. */
export function clientOptions(settings: Settings, clientId: string, persistent: boolean): IClientOptions {
  const { MQTT_USERNAME: username, MQTT_PASSWORD: password, MQTT_CA_FILE: caFile } = settings;
  const v5 = settings.MQTT_PROTOCOL_VERSION === '5';
  return {
    clientId,
    clean: !persistent,
    protocolVersion: v5 ? 5 : 4,
    ...(v5
      ? {
          properties: {
            receiveMaximum: settings.MQTT_MAX_IN_FLIGHT,
            ...(persistent ? { sessionExpiryInterval: NEVER } : {}),
          },
        }
      : {}),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }),
  };
}
