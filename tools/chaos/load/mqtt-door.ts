import mqtt from 'mqtt';
import type { SendBatch } from './numbered-load.ts';

export interface MqttDoor {
  readonly send: SendBatch;
  close(): Promise<void>;
}

/**
 * Publishes batches with QoS 1, a payload a batch. Acknowledged is what the MQTT broker acknowledged; the client sends a message
 * again by itself when the broker comes back.
 */
export async function mqttDoor(
  url: string,
  tenant: string,
  credentials: { readonly username: string; readonly password: string },
): Promise<MqttDoor> {
  const client = await mqtt.connectAsync(url, {
    ...credentials,
    ...{ clientId: 'chaos-gateway', clean: false, protocolVersion: 4, reconnectPeriod: 500 },
  });
  client.on('error', () => undefined); // the client connects again by itself
  return {
    send: async (device, batch) => {
      try {
        await client.publishAsync(`millrace/${tenant}/telemetry/${device}`, JSON.stringify(batch), { qos: 1 });
        return true;
      } catch {
        return false;
      }
    },
    close: () => client.endAsync(),
  };
}
