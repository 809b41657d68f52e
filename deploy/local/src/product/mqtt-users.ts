import type { MqttUser } from '../parts/mosquitto-config.ts';
import { LOCAL_TENANT } from './api-tokens.ts';

/** The MQTT user of the ingestion service: it reads what devices publish and writes commands and its own state. */
export const INGESTION_MQTT_USER = 'ingestion';
/** The sample plant's control system, a Sparkplug edge node. */
export const CONTROL_SYSTEM_MQTT_USER = 'sample-dcs';
/** A sample gateway that publishes JSON telemetry. */
export const GATEWAY_MQTT_USER = 'sample-gateway';

export const MQTT_USER_NAMES = [INGESTION_MQTT_USER, CONTROL_SYSTEM_MQTT_USER, GATEWAY_MQTT_USER];

/** Each user with the topics it needs and no other: a device that is taken over can speak only for itself. */
export function localMqttUsers(passwords: Readonly<Record<string, string>>): MqttUser[] {
  const user = (name: string, acl: MqttUser['acl']): MqttUser => ({ name, password: passwords[name] ?? '', acl });
  return [
    user(INGESTION_MQTT_USER, [
      { access: 'read', topic: 'millrace/#' },
      { access: 'readwrite', topic: 'spBv1.0/#' },
    ]),
    user(CONTROL_SYSTEM_MQTT_USER, [
      { access: 'readwrite', topic: 'spBv1.0/riverside/+/dcs' },
      { access: 'readwrite', topic: 'spBv1.0/riverside/+/dcs/#' },
      { access: 'read', topic: 'spBv1.0/STATE/#' },
    ]),
    user(GATEWAY_MQTT_USER, [{ access: 'write', topic: `millrace/${LOCAL_TENANT}/telemetry/#` }]),
  ];
}
