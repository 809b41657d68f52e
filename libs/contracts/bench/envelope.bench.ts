/**
 * What the CloudEvents envelope costs on the telemetry topics as Kafka headers, compared with none:
 * `node --conditions=@millrace/source libs/contracts/bench/envelope.bench.ts`. Numbers for docs/adr/0002.
 */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { cloudEventHeaders, Codecs, TelemetryReceived } from '@millrace/contracts';
import { decodeBatch, encodeBatch, type RawRecord } from './kafkajs-records.ts';
import { recordsPerCoreSecond } from './rate.ts';
import { telemetryMessages } from './telemetry-messages.ts';

/** Messages in one record batch: the size at which kafkajs was fastest. */
const BATCH = 300;
const READINGS = [1, 8, 50];

const codecs = Codecs.withoutRegistry();
const out = (line: string): boolean => process.stdout.write(`${line}\n`);

const headersOf = (message: TelemetryReceived) =>
  cloudEventHeaders({
    id: message.eventId,
    source: '/millrace/ingestion',
    type: TelemetryReceived.fullName,
    time: message.receivedAt,
  });

for (const readings of READINGS) {
  const messages = telemetryMessages(BATCH, readings);
  const records = (headers: (message: TelemetryReceived) => Record<string, string>): RawRecord[] =>
    messages.map((message, offsetDelta) => ({
      key: Buffer.from(`${message.tenant}/${message.deviceId}`),
      value: codecs.encode(TelemetryReceived, message),
      headers: headers(message),
      offsetDelta,
    }));

  for (const [name, headers] of [
    ['none', () => ({})],
    ['6 headers', headersOf],
  ] as const) {
    const batch = await encodeBatch(records(headers));
    const encoded = await recordsPerCoreSecond(BATCH, () => encodeBatch(records(headers)));
    const decoded = await recordsPerCoreSecond(BATCH, () => decodeBatch(batch));
    const per = (bytes: Buffer): string => (bytes.length / BATCH).toFixed(0);
    out(
      `${readings} readings, ${name}: ${per(batch)} bytes a record (gzip ${per(gzipSync(batch))}, zstd ${per(zstdCompressSync(batch))}), ` +
        `encode ${Math.round(encoded).toLocaleString('en')}, decode ${Math.round(decoded).toLocaleString('en')} records a core-second`,
    );
  }
}
