import type { Binding } from '../assets/index.ts';
import type { Quality, Value } from '../kernel/index.ts';

/** A number in engineering units, or `null` where arithmetic leaves the finite numbers; anything else passes as it is. */
export function convertValue(raw: Value, binding: Pick<Binding, 'factor' | 'offset'>): Value {
  if (typeof raw !== 'number') return raw;
  const value = raw * binding.factor + binding.offset;
  return Number.isFinite(value) ? value : null;
}

/**
 * The quality of a converted value: never better than the source's. A number outside the binding's range is at most UNCERTAIN
 * (OPC UA Part 8, Uncertain_EngineeringUnitsExceeded); a number that could not be converted at all is BAD.
 */
export function convertQuality(
  source: Quality,
  raw: Value,
  converted: Value,
  range: Pick<Binding, 'low' | 'high'>,
): Quality {
  if (typeof raw !== 'number') return source;
  if (typeof converted !== 'number') return 'BAD';
  if (source === 'GOOD' && (converted < range.low || converted > range.high)) return 'UNCERTAIN';
  return source;
}
