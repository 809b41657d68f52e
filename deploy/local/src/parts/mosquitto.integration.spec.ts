import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestStack, temporaryStack } from '../testing/temporary-stack.ts';

const USERS = [
  { name: 'ingestion', password: 'reads all', acl: [{ access: 'readwrite', topic: '#' }] },
  { name: 'sensor', password: 'writes own', acl: [{ access: 'write', topic: 'plant/sensor/#' }] },
] as const;

let stack: TestStack;
beforeAll(async () => {
  stack = await temporaryStack(['mosquitto'], { mqttUsers: USERS });
});
afterAll(() => stack?.remove());

const clients: MqttClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true);
});
async function connect(user: number, options: IClientOptions = {}): Promise<MqttClient> {
  const login = { username: USERS[user]?.name ?? '', password: USERS[user]?.password ?? '' };
  const client = await mqtt.connectAsync(stack.addresses.mqtt.url, { ...login, reconnectPeriod: 0, ...options }, false);
  clients.push(client);
  return client;
}

describe('the MQTT broker', () => {
  it.each([4, 5] as const)('passes messages by protocol version %i', async (protocolVersion) => {
    const reader = await connect(0, { protocolVersion });
    const seen: string[] = [];
    reader.on('message', (topic, payload) => seen.push(`${topic}=${payload.toString()}`));
    await reader.subscribeAsync('plant/#', { qos: 1 });
    const sensor = await connect(1, { protocolVersion });
    await sensor.publishAsync(`plant/sensor/t${protocolVersion}`, '21.5', { qos: 1 });
    await vi.waitFor(() => expect(seen).toEqual([`plant/sensor/t${protocolVersion}=21.5`]));
  });

  it('lets nobody in without the right password', async () => {
    await expect(connect(0, { password: 'wrong' })).rejects.toThrow(/not authorized/i);
    await expect(mqtt.connectAsync(stack.addresses.mqtt.url, { reconnectPeriod: 0 }, false)).rejects.toThrow(
      /not authorized/i,
    );
  });

  it('drops what a user may not publish', async () => {
    const reader = await connect(0);
    const seen: string[] = [];
    reader.on('message', (topic) => seen.push(topic));
    await reader.subscribeAsync('#', { qos: 1 });
    const sensor = await connect(1);
    await sensor.publishAsync('plant/other/t', 'x', { qos: 1 });
    await sensor.publishAsync('plant/sensor/last', 'x', { qos: 1 });
    await vi.waitFor(() => expect(seen).toContain('plant/sensor/last'));
    expect(seen).toEqual(['plant/sensor/last']);
  });

  it('keeps retained messages and what waits for a session over a restart', async () => {
    const session = { clientId: 'stays', clean: false };
    const reader = await connect(0, session);
    await reader.subscribeAsync('plant/sensor/kept', { qos: 1 });
    await reader.endAsync();
    const sensor = await connect(1);
    await sensor.publishAsync('plant/sensor/kept', 'waits', { qos: 1, retain: true });
    await stack.restart('mosquitto');
    const seen: string[] = [];
    const back = mqtt.connect(stack.addresses.mqtt.url, {
      username: USERS[0].name,
      password: USERS[0].password,
      ...session,
    });
    clients.push(back);
    back.on('message', (_, payload) => seen.push(payload.toString()));
    await vi.waitFor(() => expect(seen).toEqual(['waits']), { timeout: 5000 });
  });
});
