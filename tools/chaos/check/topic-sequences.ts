import type { Codecs, Decoded } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { GlobalTable } from '@millrace/streaming';
import { COUNTER_METRIC } from '../load/load-plant.ts';
import { Sequence } from './sequence.ts';

/** Reads a telemetry topic from its beginning to its end: the sequence of each of the devices. */
export async function topicSequences(
  brokers: readonly string[],
  codecs: Codecs,
  topic: string,
  devices: Iterable<string>,
): Promise<ReadonlyMap<string, Sequence>> {
  const sequences = new Map([...devices].map((device) => [device, new Sequence()]));
  const table = new GlobalTable({
    ...{ connection: { brokers, clientId: 'chaos-checker' }, topics: [topic], codecs },
    logger: createLogger({ service: 'chaos', level: 'silent' }),
    apply: (decoded) => take(sequences, decoded),
    onFatal: (error) => {
      throw error;
    },
  });
  try {
    await table.start();
  } finally {
    await table.stop();
  }
  return sequences;
}

function take(sequences: ReadonlyMap<string, Sequence>, { type, value }: Decoded): void {
  if (type !== 'TelemetryReceived' && type !== 'TelemetryEnriched') return;
  for (const reading of value.readings) {
    if (reading.metric !== COUNTER_METRIC || typeof reading.value !== 'number') continue;
    sequences.get(value.deviceId)?.take(reading.value);
  }
}
