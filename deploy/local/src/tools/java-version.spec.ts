import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJavaMajor } from './java-version.ts';

describe('parseJavaMajor', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
    ['openjdk version "25" 2025-09-16 LTS', 25],
    ['openjdk version "26-ea" 2026-03-17', 26],
    ['java version "1.8.0_392"', 8],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "21.0.2+13-LTS" 2024-01-16', 21],
    ['no java here', undefined],
    ['', undefined],
  ])('reads %j as %s', (text, major) => {
    expect(parseJavaMajor(text)).toBe(major);
  });

  it('reads any version since 9', () => {
    const version = fc.tuple(fc.integer({ min: 9, max: 99 }), fc.nat(99), fc.nat(99));
    fc.assert(fc.property(version, ([a, b, c]) => parseJavaMajor(`openjdk version "${a}.${b}.${c}"`) === a));
  });
});
