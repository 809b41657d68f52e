/**
 * The least that a receiver in Node can do with the same load, as a process of its own: reads the body, parses the JSON and answers;
 * takes MQTT messages at QoS 1 and parses them. Nothing is validated and nothing is stored.
 * Speaks the part of the service's front door that the benchmark uses; settings are the service's.
 */
import { createServer } from 'node:http';
import mqtt from 'mqtt';

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name}: needed`);
  return value;
};
const readingsByProtocol = { HTTP: 0, MQTT: 0 };
const readingsOf = (message: unknown): number => (message as { readings: unknown[] }).readings.length;

const answer = JSON.stringify({ accepted: 1, duplicates: 0, rejected: [] });
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    const lines = Object.entries(readingsByProtocol).map(
      ([protocol, count]) => `millrace_ingest_readings_total{protocol="${protocol}",outcome="accepted"} ${count}`,
    );
    response.end(lines.join('\n'));
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    for (const message of JSON.parse(Buffer.concat(chunks).toString()) as unknown[])
      readingsByProtocol.HTTP += readingsOf(message);
    response.setHeader('content-type', 'application/json');
    response.end(answer);
  });
});
const client = await mqtt.connectAsync(env('MQTT_URL'), {
  ...{ username: env('MQTT_USERNAME'), password: env('MQTT_PASSWORD'), clientId: env('MQTT_CLIENT_ID') },
  protocolVersion: 5,
});
client.on('message', (_topic, payload) => {
  readingsByProtocol.MQTT += readingsOf(JSON.parse(payload.toString()));
});
await client.subscribeAsync('millrace/+/telemetry/#', { qos: 1 });
server.listen(Number(env('HTTP_PORT')), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
