import { HOURS } from './daily-profile.ts';

/**
 * The state of one series as it lies in memory, little-endian. A reading changes it in place: with an object for each new state,
 * a third of the detector's time was making them and collecting them again, and a series took three times the memory.
 *
 *     0  u8  VERSION           1  u8  hour being collected (255: none)    3  u8  anomaly open
 *     4  u32 readings (0: new)
 *     8  f64 at, mean16, mean64, mean128, variance16, habit (NaN: none yet), sum of the hour being collected
 *    64  u32 readings of the hour being collected, then the readings of the record of each aspect
 *    96  f64 low, high, step, previous of the record of each aspect (low NaN: none yet)
 *   288  f32 mean of each hour of the day
 *   384  u8  days behind each mean
 */
export const SERIES_BYTES = 408;
export const VERSION = 3;
const NO_HOUR = 255;
const DOUBLE = 8;
const WORD = 4;

/** Places in doubles, words and bytes from the beginning of a series. */
const [AT, MEAN16, MEAN64, MEAN128, VARIANCE16, HABIT, SUM] = [1, 2, 3, 4, 5, 6, 7] as const;
const [READINGS, HOUR_READINGS, RECORD_READINGS] = [1, 16, 17] as const;
const RECORDS = 12;
export const RECORD_DOUBLES = 4;
const MEANS = 72;
const DAYS = 384;
const RECORDS_END = RECORDS + 6 * RECORD_DOUBLES;

/** Memory for many series; nothing of it is an object, so the garbage collector has nothing to look at. */
export class SeriesChunk {
  readonly doubles: Float64Array;
  readonly floats: Float32Array;
  readonly words: Uint32Array;
  readonly bytes: Uint8Array<ArrayBuffer>;

  /** @param capacity series that it holds */
  constructor(capacity: number) {
    const buffer = new ArrayBuffer(capacity * SERIES_BYTES);
    this.doubles = new Float64Array(buffer);
    this.floats = new Float32Array(buffer);
    this.words = new Uint32Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }

  /** The bytes of some states side by side, not a copy. */
  states(first: number, series: number): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(first * SERIES_BYTES, (first + series) * SERIES_BYTES);
  }
}

/** A window on the state of one series: `of` moves it. One window serves all series, for it is no more than a place. */
export class SeriesMemory {
  doubles: Float64Array;
  words: Uint32Array;
  #chunk: SeriesChunk;
  #double = 0;
  #word = 0;
  #byte = 0;

  constructor(chunk: SeriesChunk) {
    this.#chunk = chunk;
    this.doubles = chunk.doubles;
    this.words = chunk.words;
  }

  /** Moves the window to the `index`-th series of a chunk. */
  of(chunk: SeriesChunk, index: number): this {
    this.#chunk = chunk;
    this.doubles = chunk.doubles;
    this.words = chunk.words;
    this.#byte = index * SERIES_BYTES;
    this.#double = this.#byte / DOUBLE;
    this.#word = this.#byte / WORD;
    return this;
  }

  /** The state of a series that has had no reading. */
  clear(): void {
    const { doubles, bytes } = this.#chunk;
    bytes.fill(0, this.#byte, this.#byte + SERIES_BYTES);
    bytes[this.#byte] = VERSION;
    bytes[this.#byte + 1] = NO_HOUR;
    doubles[this.#double + HABIT] = Number.NaN;
    for (let low = RECORDS; low < RECORDS_END; low += RECORD_DOUBLES) doubles[this.#double + low] = Number.NaN;
  }

  /** The bytes of the state, not a copy. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#chunk.bytes.subarray(this.#byte, this.#byte + SERIES_BYTES);
  }

  /** Where the record of an aspect begins in `doubles`, and where its number of readings stands in `words`. */
  record(aspect: number): number {
    return this.#double + RECORDS + aspect * RECORD_DOUBLES;
  }
  recordReadings(aspect: number): number {
    return this.#word + RECORD_READINGS + aspect;
  }

  get hasOpen(): boolean {
    return this.#chunk.bytes[this.#byte + 3] === 1;
  }
  set hasOpen(open: boolean) {
    this.#chunk.bytes[this.#byte + 3] = open ? 1 : 0;
  }

  get readings(): number {
    return this.words[this.#word + READINGS] as number;
  }
  set readings(readings: number) {
    this.words[this.#word + READINGS] = Math.min(readings, 0xffff_ffff);
  }
  /** Event time of the newest reading, microseconds since 1970 UTC. */
  get at(): number {
    return this.doubles[this.#double + AT] as number;
  }
  set at(at: number) {
    this.doubles[this.#double + AT] = at;
  }
  get mean16(): number {
    return this.doubles[this.#double + MEAN16] as number;
  }
  set mean16(mean: number) {
    this.doubles[this.#double + MEAN16] = mean;
  }
  get mean64(): number {
    return this.doubles[this.#double + MEAN64] as number;
  }
  set mean64(mean: number) {
    this.doubles[this.#double + MEAN64] = mean;
  }
  get mean128(): number {
    return this.doubles[this.#double + MEAN128] as number;
  }
  set mean128(mean: number) {
    this.doubles[this.#double + MEAN128] = mean;
  }
  get variance16(): number {
    return this.doubles[this.#double + VARIANCE16] as number;
  }
  set variance16(variance: number) {
    this.doubles[this.#double + VARIANCE16] = variance;
  }
  /** Distance from the daily profile, smoothed over 8 readings; NaN until the profile has something to say. */
  get habit(): number {
    return this.doubles[this.#double + HABIT] as number;
  }
  set habit(habit: number) {
    this.doubles[this.#double + HABIT] = habit;
  }

  /** Hour of the UTC day being collected, -1: none yet; the sum of its readings and their number. */
  get hour(): number {
    const hour = this.#chunk.bytes[this.#byte + 1] as number;
    return hour === NO_HOUR ? -1 : hour;
  }
  set hour(hour: number) {
    this.#chunk.bytes[this.#byte + 1] = hour < 0 ? NO_HOUR : hour;
  }
  get hourSum(): number {
    return this.doubles[this.#double + SUM] as number;
  }
  set hourSum(sum: number) {
    this.doubles[this.#double + SUM] = sum;
  }
  get hourReadings(): number {
    return this.words[this.#word + HOUR_READINGS] as number;
  }
  set hourReadings(readings: number) {
    this.words[this.#word + HOUR_READINGS] = readings;
  }
  /** What the series usually is at an hour, in single precision, and the days behind it. */
  meanAt(hour: number): number {
    return this.#chunk.floats[this.#word + MEANS + hour] as number;
  }
  daysAt(hour: number): number {
    return this.#chunk.bytes[this.#byte + DAYS + hour] as number;
  }
  setUsual(hour: number, mean: number, days: number): void {
    this.#chunk.floats[this.#word + MEANS + hour] = mean;
    this.#chunk.bytes[this.#byte + DAYS + hour] = days;
  }
}

if (DAYS + HOURS !== SERIES_BYTES) throw new Error('the layout of a series does not add up');
