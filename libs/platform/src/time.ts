const MICROS_PER_MILLI = 1_000;
/** Wall clock at process start minus the monotonic clock, so that microseconds below a millisecond are real. */
const ORIGIN_MICROS = Math.round(performance.timeOrigin * MICROS_PER_MILLI);
const MAX_DRIFT_MICROS = 1_000_000;
let correction = 0;

/**
 * Now, as integer microseconds since 1970 UTC. The monotonic clock gives the microseconds; when the wall clock was
 * stepped (NTP) by more than a second, the wall clock wins.
 */
export function nowMicros(): number {
  const monotonic = ORIGIN_MICROS + correction + Math.round(performance.now() * MICROS_PER_MILLI);
  const wall = Date.now() * MICROS_PER_MILLI;
  if (Math.abs(monotonic - wall) <= MAX_DRIFT_MICROS) return monotonic;
  correction += wall - monotonic;
  return wall;
}
