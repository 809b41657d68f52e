import { TelemetryReceived, type Codecs } from '@millrace/contracts';
import type { PlantSize } from '../input/plant.ts';
import { receivedRecords } from '../input/records.ts';

const MESSAGES = 20_000;
/** The first rounds warm up the compiler. */
const ROUNDS = 6;

/** Readings per core-second of decoding and encoding the messages alone, without a join and without Kafka: the best of some rounds. */
export async function codecLimit(codecs: Codecs, size: PlantSize): Promise<number> {
  const records = [...receivedRecords(codecs, { ...size, messages: MESSAGES })];
  const values = records.map(({ value }) => value ?? Buffer.alloc(0));
  await codecs.prepare(values);
  let best = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (const value of values) {
      codecs.encode(TelemetryReceived, codecs.decode(value)?.value as unknown as TelemetryReceived);
    }
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, (MESSAGES * size.readingsPerMessage * 1_000_000) / (user + system));
  }
  return Math.round(best);
}
