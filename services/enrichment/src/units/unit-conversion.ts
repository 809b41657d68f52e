import ucum from '@lhncbc/ucum-lhc';

/** value in the target unit = value in the source unit * factor + offset */
export interface Affine {
  readonly factor: number;
  readonly offset: number;
}

/** A unit, or a pair of units, that cannot be used; names the field, its value and the rule. */
export class UnitError extends Error {
  readonly field: 'sourceUnit' | 'unit';
  readonly value: string;
  readonly rule: string;

  constructor(field: 'sourceUnit' | 'unit', value: string, rule: string) {
    super(`${field} "${value}": ${rule}`);
    this.name = 'UnitError';
    ({ field: this.field, value: this.value, rule: this.rule } = { field, value, rule });
  }
}

const utils = ucum.UcumLhcUtils.getInstance();
/** Where the line is checked, far from the two points that define it. */
const PROBES = [-40, 1, 37.5, 12_345];
const SPAN = 1_000;
const TOLERANCE = 1e-9;

/**
 * The conversion between two UCUM units (https://ucum.org/ucum) as a line. The library converts values, special units such as
 * degrees Fahrenheit included; two of them give the line, others prove that it is one (levels in decibels are none).
 * The empty unit is UCUM's dimensionless `1`.
 * @throws UnitError
 */
export function conversionOf(sourceUnit: string, unit: string): Affine {
  const pair = JSON.stringify([sourceUnit, unit]);
  const before = known.get(pair);
  if (before !== undefined) return before;
  const found = findConversion(sourceUnit, unit);
  if (known.size < MOST_KNOWN) known.set(pair, found);
  return found;
}

/** A plant has fifty thousand tags and a few dozen pairs of units, of which each takes the library a millisecond. */
const known = new Map<string, Affine>();
const MOST_KNOWN = 10_000;

/** Whether values of one unit can be told in the other, or `false` when one of them is no unit. */
export function isConvertible(sourceUnit: string, unit: string): boolean {
  const pair = JSON.stringify([sourceUnit, unit]);
  const before = convertible.get(pair);
  if (before !== undefined) return before;
  const found = unitErrorOf(sourceUnit, unit) === undefined;
  if (convertible.size < MOST_KNOWN) convertible.set(pair, found);
  return found;
}

/** Pairs that cannot be converted are asked for as often as those that can. */
const convertible = new Map<string, boolean>();

/** The rule that a unit by itself breaks; `undefined` for a UCUM code. */
export function brokenUnitRule(unit: string): string | undefined {
  return unitErrorOf(unit, unit)?.rule;
}

function unitErrorOf(sourceUnit: string, unit: string): UnitError | undefined {
  try {
    conversionOf(sourceUnit, unit);
    return undefined;
  } catch (error) {
    if (error instanceof UnitError) return error;
    throw error;
  }
}

function findConversion(sourceUnit: string, unit: string): Affine {
  assertUnit('sourceUnit', sourceUnit);
  assertUnit('unit', unit);
  if (sourceUnit === unit) return { factor: 1, offset: 0 };
  const convert = (value: number): number => {
    const { status, toVal, msg } = utils.convertUnitTo(sourceUnit || '1', value, unit || '1');
    if (status === 'succeeded' && toVal !== null) return toVal;
    throw new UnitError('unit', unit, `must be convertible from "${sourceUnit}": ${msg.join(' ')}`);
  };
  const offset = rounded(convert(0));
  const factor = rounded((convert(SPAN) - convert(0)) / SPAN);
  for (const probe of PROBES) {
    const wanted = convert(probe);
    if (
      !(
        Math.abs(probe * factor + offset - wanted) <=
        TOLERANCE * Math.max(Math.abs(wanted), Math.abs(offset), Math.abs(factor))
      )
    ) {
      throw new UnitError(
        'unit',
        unit,
        `must be a linear function of "${sourceUnit}"; logarithmic units convert to themselves only`,
      );
    }
  }
  return { factor, offset };
}

/** The conversion of a raw value: first the device's own scale (raw * scale + offset gives `sourceUnit`), then the units. */
export function foldScale(units: Affine, scale: number, offset: number): Affine {
  return { factor: rounded(units.factor * scale), offset: rounded(units.factor * offset + units.offset) };
}

/** What `foldScale` made this conversion of: the device's own scale and offset, as people gave them. */
export function unfoldScale(units: Affine, { factor, offset }: Affine): Affine {
  const own = (offset - units.offset) / units.factor;
  const noise = Math.max(Math.abs(units.offset / units.factor), Math.abs(own)) * NOISE;
  const digits = noise === 0 ? 0 : Math.min(100, Math.max(0, -Math.ceil(Math.log10(noise))));
  return { factor: Number((factor / units.factor).toPrecision(12)), offset: Number(own.toFixed(digits)) };
}

/** What is left of a number's precision after the rounding of `foldScale`, there and back. */
const NOISE = 1e-12;

function assertUnit(field: 'sourceUnit' | 'unit', code: string): void {
  if (code === '') return;
  const { status, ucumCode, msg, suggestions } = utils.validateUnitString(code, true);
  if (status === 'valid' && ucumCode === code) return;
  const codes = suggestions?.flatMap(({ units }) => units.map(([suggested]) => suggested)).slice(0, 5) ?? [];
  const hint = codes.length > 0 ? `; did you mean ${codes.map((text) => `"${text}"`).join(', ')}?` : '';
  throw new UnitError(
    field,
    code,
    `must be a case-sensitive UCUM code${hint}${status === 'error' ? ` (${msg.join(' ')})` : ''}`,
  );
}

/** 13 significant digits: the library's own rounding errors begin at the 15th. */
function rounded(value: number): number {
  return Number(value.toPrecision(13));
}
