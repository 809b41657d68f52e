/**
 * Speed of the codecs on the hot path: `node --conditions=@millrace/source libs/contracts/bench/codec.bench.ts`.
 * Best of several rounds: what the code can do, not what a service does.
 */
import { avroType, Codecs, TelemetryReceived } from '@millrace/contracts';
import { recordsPerCoreSecond } from './rate.ts';
import { telemetryMessages } from './telemetry-messages.ts';

const READINGS = 8;
const MESSAGES = 1_000;

const codecs = Codecs.withoutRegistry();
const messages = telemetryMessages(MESSAGES, READINGS);
const encoded = messages.map((message) => codecs.encode(TelemetryReceived, message));
const bytes = encoded.reduce((sum, value) => sum + value.length, 0) / MESSAGES;

const encoding = await recordsPerCoreSecond(MESSAGES, () => {
  for (const message of messages) codecs.encode(TelemetryReceived, message);
});
const decoding = await recordsPerCoreSecond(MESSAGES, () => {
  for (const value of encoded) codecs.decode(value);
});

/** What a rolling upgrade costs the reader: the writer's schema lacks a field of ours. */
const older = JSON.parse(TelemetryReceived.schemaJson) as { fields: { name: string }[] };
older.fields = older.fields.filter((field) => field.name !== 'sequence');
const olderType = avroType(JSON.stringify(older));
const resolver = TelemetryReceived.type.createResolver(olderType);
const written = messages.map((message) => olderType.toBuffer(message));
const resolving = await recordsPerCoreSecond(MESSAGES, () => {
  for (const value of written) TelemetryReceived.type.decode(value, 0, resolver);
});

const report = (what: string, rate: number): void => {
  const [records, readings] = [rate, rate * READINGS].map((value) => Math.round(value).toLocaleString('en'));
  process.stdout.write(`${what}: ${records} records, ${readings} readings a core-second\n`);
};

process.stdout.write(`TelemetryReceived of ${READINGS} readings, ${bytes.toFixed(0)} bytes\n`);
report('encode', encoding);
report('decode', decoding);
report('decode, written with an older schema', resolving);
