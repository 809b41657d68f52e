import type { OpenAnomaly, SeriesState } from './anomaly.ts';
import { ASPECTS, type Summary } from './aspects.ts';
import { ByteReader, ByteWriter } from './byte-cursor.ts';
import { HOURS, type DailyProfile } from './daily-profile.ts';
import type { RangeRecord } from './range-record.ts';

/**
 * Version 1, little-endian. Doubles are kept whole, so that a restored series decides exactly as one that was never saved.
 *
 *   u8  version = 1
 *   u8  bits: 0..5 record of that aspect present, 6 habit present, 7 an anomaly is open
 *   u32 readings, f64 at (microseconds), f64 mean16, mean64, mean128, variance16, [f64 habit]
 *   profile: u8 hour (255: none), f64 sum, u32 readings, 24 x { u8 days, f32 mean }
 *   each record present: f64 low, high, step, previous, u32 readings
 *   [open: text anomalyId (u8 length, ASCII), u8 aspect, f64 openedAt, reference low, high, margin, peakScore, toldPeak, toldAt,
 *    abnormalAt, u32 toldReadings, readings, calmReadings]
 *
 * At most 517 bytes with an anomaly open under a UUID, 403 without.
 */
const VERSION = 1;
const CAPACITY = 1024;
const HABIT_BIT = 64;
const OPEN_BIT = 128;
const NO_HOUR = 255;

/** The changelog cannot be read by this version of the code. */
export class SeriesStateError extends Error {}

/** One for all: a fresh buffer for each state was a tenth of the detector's time. */
const writer = new ByteWriter(CAPACITY);

export function serializeSeries({ model, open }: SeriesState): Uint8Array<ArrayBuffer> {
  const { summary, records } = model;
  let bits = summary.habit === undefined ? 0 : HABIT_BIT;
  if (open) bits |= OPEN_BIT;
  for (const [index, record] of records.entries()) if (record) bits |= 1 << index;
  const out = writer.start().u8(VERSION).u8(bits).u32(model.readings).f64(model.at);
  out.f64(summary.mean16, summary.mean64, summary.mean128, summary.variance16);
  if (summary.habit !== undefined) out.f64(summary.habit);
  writeProfile(out, summary.profile);
  for (const record of records) {
    if (record) out.f64(record.low, record.high, record.step, record.previous).u32(record.readings);
  }
  if (open) writeOpen(out, open);
  return out.done();
}

export function deserializeSeries(bytes: Uint8Array): SeriesState {
  const input = new ByteReader(bytes);
  try {
    const version = input.u8();
    if (version !== VERSION) throw new SeriesStateError(`series state: version ${version}, this code reads ${VERSION}`);
    const bits = input.u8();
    const readings = input.u32();
    const at = input.f64();
    const summary = readSummary(input, (bits & HABIT_BIT) !== 0);
    const records = ASPECTS.map((_, index) => ((bits & (1 << index)) === 0 ? undefined : readRecord(input)));
    const open = (bits & OPEN_BIT) === 0 ? undefined : readOpen(input);
    if (!input.ended) throw new SeriesStateError('series state: bytes are left over');
    return { model: { readings, at, summary, records }, open };
  } catch (error) {
    if (error instanceof RangeError) throw new SeriesStateError(`series state: cut short at ${bytes.length} bytes`);
    throw error;
  }
}

function writeProfile(out: ByteWriter, profile: DailyProfile): void {
  out
    .u8(profile.hour < 0 ? NO_HOUR : profile.hour)
    .f64(profile.sum)
    .u32(profile.readings);
  for (let hour = 0; hour < HOURS; hour++) out.u8(profile.days[hour] ?? 0).f32(profile.means[hour] ?? 0);
}

function readSummary(input: ByteReader, hasHabit: boolean): Summary {
  const [mean16, mean64, mean128, variance16] = [input.f64(), input.f64(), input.f64(), input.f64()];
  const habit = hasHabit ? input.f64() : undefined;
  return { mean16, mean64, mean128, variance16, habit, profile: readProfile(input) };
}

function readProfile(input: ByteReader): DailyProfile {
  const hour = input.u8();
  const [sum, readings] = [input.f64(), input.u32()];
  const days = new Uint8Array(HOURS);
  const means = new Float32Array(HOURS);
  for (let index = 0; index < HOURS; index++) [days[index], means[index]] = [input.u8(), input.f32()];
  return { hour: hour === NO_HOUR ? -1 : hour, sum, readings, days, means };
}

const readRecord = (input: ByteReader): RangeRecord => ({
  low: input.f64(),
  high: input.f64(),
  step: input.f64(),
  previous: input.f64(),
  readings: input.u32(),
});

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
