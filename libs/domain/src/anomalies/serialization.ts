import type { OpenAnomaly } from './anomaly.ts';
import { ASPECTS } from './aspects.ts';
import { ByteReader, ByteWriter } from './byte-cursor.ts';
import { SERIES_BYTES, VERSION, type SeriesMemory } from './series-memory.ts';

/**
 * The saved state of a series is its memory as it is (`series-memory.ts`), so that a restored series decides exactly as one that
 * was never saved. An open anomaly is saved beside it, little-endian:
 *
 *   text anomalyId (u8 length, ASCII), u8 aspect, f64 openedAt, reference low, high, margin, peakScore, toldPeak, toldAt,
 *   abnormalAt, u32 toldReadings, readings, calmReadings
 *
 * 408 bytes, and 114 for an open anomaly under a UUID.
 */
const OPEN_CAPACITY = 512;

/** The changelog cannot be read by this version of the code. */
export class SeriesStateError extends Error {}

const writer = new ByteWriter(OPEN_CAPACITY);

/** @throws SeriesStateError when the state was written by code that laid it out in another way, or is cut short */
export function loadSeries(series: SeriesMemory, bytes: Uint8Array): void {
  if (bytes.length < SERIES_BYTES) throw new SeriesStateError(`series state: cut short at ${bytes.length} bytes`);
  assertVersion(bytes[0]);
  series.view().set(bytes.subarray(0, SERIES_BYTES));
}

/** @throws SeriesStateError */
export function assertVersion(version: number | undefined): void {
  if (version === VERSION) return;
  throw new SeriesStateError(`series state: version ${version}, this code reads ${VERSION}`);
}

export function saveOpen(open: OpenAnomaly): Uint8Array<ArrayBuffer> {
  const out = writer.start();
  const { low, high, margin } = open.reference;
  out.text(open.anomalyId).u8(ASPECTS.indexOf(open.aspect)).f64(open.openedAt, low, high, margin);
  out.f64(open.peakScore, open.toldPeak, open.toldAt, open.abnormalAt);
  out.u32(open.toldReadings).u32(open.readings).u32(open.calmReadings);
  return out.done();
}

/** @throws SeriesStateError when the bytes are not one open anomaly */
export function loadOpen(bytes: Uint8Array): OpenAnomaly {
  const input = new ByteReader(bytes);
  try {
    const open = readOpen(input);
    if (!input.ended) throw new SeriesStateError('open anomaly: bytes are left over');
    return open;
  } catch (error) {
    if (error instanceof RangeError) throw new SeriesStateError(`open anomaly: cut short at ${bytes.length} bytes`);
    throw error;
  }
}

function readOpen(input: ByteReader): OpenAnomaly {
  const anomalyId = input.text();
  const aspect = ASPECTS[input.u8()];
  if (aspect === undefined) throw new SeriesStateError('open anomaly: unknown aspect');
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
