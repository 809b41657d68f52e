import type { OpenAnomaly } from './anomaly.ts';
import { ASPECTS } from './aspects.ts';
import { ByteReader, ByteWriter } from './byte-cursor.ts';
import { SERIES_BYTES, VERSION, type SeriesMemory } from './series-memory.ts';

/**
 * The saved state of a series: its memory as it is (`series-memory.ts`), so that a restored series decides exactly as one that
 * was never saved, and behind it, when an anomaly is open, little-endian:
 *
 *   text anomalyId (u8 length, ASCII), u8 aspect, f64 openedAt, reference low, high, margin, peakScore, toldPeak, toldAt,
 *   abnormalAt, u32 toldReadings, readings, calmReadings
 *
 * 408 bytes without an open anomaly, 522 with one under a UUID.
 */
const OPEN_CAPACITY = 512;

/** The changelog cannot be read by this version of the code. */
export class SeriesStateError extends Error {}

const writer = new ByteWriter(OPEN_CAPACITY);

/** The saved state. Without an open anomaly it shares the memory of the series: write it away before the next reading. */
export function saveSeries(series: SeriesMemory, open: OpenAnomaly | undefined): Uint8Array<ArrayBuffer> {
  series.changed = false;
  series.hasOpen = open !== undefined;
  const memory = series.view();
  if (open === undefined) return memory;
  writeOpen(writer.start(), open);
  const tail = writer.done();
  const bytes = new Uint8Array(memory.length + tail.length);
  bytes.set(memory);
  bytes.set(tail, memory.length);
  return bytes;
}

/** Fills the memory of a series from its saved state and gives the anomaly that is open. */
export function loadSeries(series: SeriesMemory, bytes: Uint8Array): OpenAnomaly | undefined {
  const version = bytes[0];
  if (version !== VERSION) throw new SeriesStateError(`series state: version ${version}, this code reads ${VERSION}`);
  if (bytes.length < SERIES_BYTES) throw new SeriesStateError(`series state: cut short at ${bytes.length} bytes`);
  series.view().set(bytes.subarray(0, SERIES_BYTES));
  const rest = new ByteReader(bytes.subarray(SERIES_BYTES));
  try {
    const open = series.hasOpen ? readOpen(rest) : undefined;
    if (!rest.ended) throw new SeriesStateError('series state: bytes are left over');
    return open;
  } catch (error) {
    if (error instanceof RangeError) throw new SeriesStateError(`series state: cut short at ${bytes.length} bytes`);
    throw error;
  }
}

function writeOpen(out: ByteWriter, open: OpenAnomaly): void {
  const { low, high, margin } = open.reference;
  out.text(open.anomalyId).u8(ASPECTS.indexOf(open.aspect)).f64(open.openedAt, low, high, margin);
  out.f64(open.peakScore, open.toldPeak, open.toldAt, open.abnormalAt);
  out.u32(open.toldReadings).u32(open.readings).u32(open.calmReadings);
}

function readOpen(input: ByteReader): OpenAnomaly {
  const anomalyId = input.text();
  const aspect = ASPECTS[input.u8()];
  if (aspect === undefined) throw new SeriesStateError('series state: unknown aspect');
  const openedAt = input.f64();
  const reference = { low: input.f64(), high: input.f64(), margin: input.f64() };
  const [peakScore, toldPeak, toldAt, abnormalAt] = [input.f64(), input.f64(), input.f64(), input.f64()];
  const [toldReadings, readings, calmReadings] = [input.u32(), input.u32(), input.u32()];
  return {
    anomalyId,
    aspect,
    openedAt,
    reference,
    peakScore,
    toldPeak,
    toldAt,
    abnormalAt,
    toldReadings,
    readings,
    calmReadings,
  };
}
