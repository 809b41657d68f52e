/**
 * A gateway flush of 25 device messages of 8 readings from its bytes to the values of its records, on both ways through ingestion:
 * `node --conditions=@millrace/source libs/contracts/bench/received.bench.ts`. Best of several rounds.
 */
import { Codecs, ReceivedWriter, TelemetryReceived } from '@millrace/contracts';
import {
  DEFAULT_RULES,
  NameTable,
  parseDeviceMessage,
  SCANNED_QUALITIES,
  ScannedBatch,
  scanMessages,
} from '@millrace/domain';
import { gatewayFlush } from './gateway-flush.ts';
import { recordsPerCoreSecond } from './rate.ts';

const [MESSAGES, READINGS] = [25, 8];
/** Every flush has other devices and values; metrics are the same few, as in a plant. */
const FLUSHES = 400;
const NOW = 1_773_484_800_000_000;
const EVENT_ID = 'e30fd7eb-d37a-5794-8fe7-ac64a83241fc';

const context = { now: NOW, rules: DEFAULT_RULES };
const together = { tenant: 'acme', protocol: 'HTTP', receivedAt: NOW } as const;
const codecs = Codecs.withoutRegistry();
const writer = new ReceivedWriter(codecs.idOf(TelemetryReceived), SCANNED_QUALITIES);
const names = new NameTable();
const batch = new ScannedBatch();

function parse(body: Buffer) {
  return (JSON.parse(body.toString()) as unknown[]).map((input) => parseDeviceMessage(input, context).message);
}

function slow(body: Buffer): void {
  for (const message of parse(body)) {
    if (message === undefined) throw new Error('the flush breaks a rule');
    const { deviceId, sequence, readings } = message;
    codecs.encode(TelemetryReceived, { eventId: EVENT_ID, deviceId, sequence, readings, ...together });
  }
}

function scan(body: Buffer): void {
  if (!scanMessages(body, context, names, batch)) throw new Error('the flush is not taken by the fast way');
}

function fast(body: Buffer): void {
  scan(body);
  const { tenant, protocol, receivedAt } = together;
  for (let index = 0; index < batch.messages; index++) {
    // In bounds: the columns hold that many messages.
    const [device, sequence] = [batch.devices[index]!, batch.sequences[index]!];
    const head = { eventId: EVENT_ID, tenant, device, protocol, receivedAt, sequence: sequence < 0 ? null : sequence };
    writer.write(head, batch, batch.firstReadings[index]!, batch.firstReadings[index + 1]!);
  }
}

for (const form of ['values', 'readings'] as const) {
  const flushes = Array.from({ length: FLUSHES }, (_, index) => gatewayFlush(form, index, MESSAGES, READINGS));
  process.stdout.write(`${MESSAGES} × ${READINGS} as ${form}, ${flushes[0]?.length} bytes\n`);
  for (const [name, way] of Object.entries({ parse, slow, scan, fast })) {
    const rate = await recordsPerCoreSecond(FLUSHES, () => {
      for (const flush of flushes) way(flush);
    });
    process.stdout.write(`  ${name.padEnd(6)} ${(1e6 / rate).toFixed(1)} µs a flush\n`);
  }
}
