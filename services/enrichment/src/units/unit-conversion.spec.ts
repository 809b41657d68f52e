import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversionOf, foldScale, UnitError, unfoldScale } from './unit-conversion.ts';

describe('the conversion between units', () => {
  it.each([
    ['Cel', 'Cel', 1, 0],
    ['bar', 'kPa', 100, 0],
    ['[psi]', 'kPa', 6.894757293168, 0],
    ['m3/h', 'L/min', 16.66666666667, 0],
    ['Cel', 'K', 1, 273.15],
    ['K', 'Cel', 1, -273.15],
    ['[degF]', 'Cel', 0.5555555555556, -17.77777777778],
    ['Cel', '[degF]', 1.8, 32],
    ['[degF]', 'K', 0.5555555555556, 255.3722222222],
    ['%', '', 0.01, 0],
    ['', '%', 100, 0],
    ['{rev}/min', 'Hz', 0.01666666666667, 0],
    ['W.h', 'kJ', 3.6, 0],
    ['B[W]', 'B[W]', 1, 0],
  ])('from "%s" to "%s" is x * %d + %d', (from, to, factor, offset) => {
    const line = conversionOf(from, to);
    expect(line.factor).toBeCloseTo(factor, 12);
    expect(line.offset).toBeCloseTo(offset, 9);
  });

  it.each([
    ['kW', 'Cel', 'unit', /must be convertible from "kW"/],
    ['Celsius', 'K', 'sourceUnit', /must be a case-sensitive UCUM code; did you mean "Cel"/],
    ['Cel', 'rpm', 'unit', /must be a case-sensitive UCUM code/],
    ['B[W]', 'W', 'unit', /must be a linear function of "B\[W\]"/],
    ['mol', 'g', 'unit', /must be convertible from "mol"/],
    ['m3/h ', 'm3/h', 'sourceUnit', /UCUM code/],
  ])('from "%s" to "%s" there is none', (from, to, field, rule) => {
    expect(() => conversionOf(from, to)).toThrow(UnitError);
    expect(() => conversionOf(from, to)).toThrow(expect.objectContaining({ field, rule: expect.stringMatching(rule) }));
  });

  it('there and back again gives the value', () => {
    const pairs = fc.constantFrom(
      ['[degF]', 'Cel'],
      ['K', '[degF]'],
      ['bar', '[psi]'],
      ['m3/h', 'L/s'],
      ['kW', '[HP]'],
    );
    fc.assert(
      fc.property(pairs, fc.double({ min: -1e6, max: 1e6, noNaN: true }), ([from = '', to = ''], value) => {
        const there = conversionOf(from, to);
        const back = conversionOf(to, from);
        const again = (value * there.factor + there.offset) * back.factor + back.offset;
        expect(Math.abs(again - value)).toBeLessThan(1e-8 * Math.max(1, Math.abs(value)));
      }),
    );
  });

  it('folds the scale of the device in: degrees Rankine by way of kelvin', () => {
    const rankine = foldScale(conversionOf('K', 'Cel'), 5 / 9, 0);
    expect(rankine.factor * 671.67 + rankine.offset).toBeCloseTo(100, 9);
    // a 4-20 mA transmitter of 0 to 10 bar
    const loop = foldScale(conversionOf('bar', 'kPa'), 10 / 16, -2.5);
    expect(loop.factor * 4 + loop.offset).toBeCloseTo(0, 9);
    expect(loop.factor * 20 + loop.offset).toBeCloseTo(1000, 9);
  });
});

describe('the scale of a device', () => {
  it('comes back as it was given, from the conversion that was made of it', () => {
    const units = fc.constantFrom(
      ['[degF]', 'Cel'],
      ['K', 'Cel'],
      ['bar', 'kPa'],
      ['[psi]', 'bar'],
      ['', ''],
      ['kW', 'W'],
    );
    const given = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((number) => number / 1_000);
    fc.assert(
      fc.property(units, given, given, ([sourceUnit = '', unit = ''], scale, offset) => {
        fc.pre(scale !== 0);
        const conversion = conversionOf(sourceUnit, unit);
        const folded = foldScale(conversion, scale, offset);
        const back = unfoldScale(conversion, folded);
        expect(back.factor).toBe(scale);
        expect(back.offset).toBeCloseTo(offset, 8);
        expect(foldScale(conversion, back.factor, back.offset)).toEqual(folded);
      }),
    );
  });
});
