import { randomBytes } from 'node:crypto';
import { stackForTests } from '@millrace/testing';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

/** Settings of an instance with MQTT: a client id, host id and Sparkplug group that no other test uses. */
export function mqttEnv(name: string): Record<string, string> & { MQTT_CLIENT_ID: string } {
  const { url, user, password } = stackForTests().mqtt;
  const id = `${name}-${randomBytes(4).toString('hex')}`;
  return {
    MQTT_URL: url,
    MQTT_USERNAME: user,
    MQTT_PASSWORD: password,
    MQTT_CLIENT_ID: id,
    SPARKPLUG_HOST_ID: id,
    SPARKPLUG_GROUPS: id,
  };
}

/** A device's or edge node's connection. */
export function connectDevice(options: IClientOptions = {}): Promise<MqttClient> {
  const { url, user, password } = stackForTests().mqtt;
  return mqtt.connectAsync(url, { username: user, password, ...options });
}
