import { describe, expect, it } from 'vitest';
import { metricName } from './cause-text.ts';
import { evolveRule, watches, type RuleEvent } from './rule.ts';
import { anomalyRule, rule } from './rules.fixture.ts';
import { ruleViolations } from './violations.ts';

const fact = (version: number) => ({
  eventId: `e-${version}`,
  tenant: 'acme',
  ruleId: 'bearing-hot',
  version,
  actor: 'ana',
  occurredAt: 1,
});
const defined = (version: number, limit = 90): RuleEvent => ({
  type: 'AlarmRuleDefined',
  data: { ...rule({ limit }), ...fact(version) },
});

describe('an alarm rule', () => {
  it.each([
    ['acme/hamburg', 'acme/hamburg', true],
    ['acme/hamburg', 'acme/hamburg/press-7', true],
    ['acme/hamburg', 'acme/hamburg-2/press-7', false],
    ['', 'anything/at/all', true],
  ])('prefix "%s" and path "%s": %s', (assetPathPrefix, path, expected) => {
    expect(watches(rule({ assetPathPrefix }), path, 'bearing-temperature')).toBe(expected);
  });

  it('watches one metric, or all with "*", and nothing while it is off', () => {
    expect(watches(rule(), 'acme/hamburg', 'vibration')).toBe(false);
    expect(watches(rule({ metric: '*' }), 'acme/hamburg', 'vibration')).toBe(true);
    expect(watches(rule({ enabled: false }), 'acme/hamburg', 'bearing-temperature')).toBe(false);
  });

  it('is defined, redefined and retired by its events', () => {
    const first = evolveRule(undefined, defined(1));
    expect(first.rule).toEqual(rule());
    const retired = evolveRule(first, { type: 'AlarmRuleRetired', data: fact(2) });
    expect(retired).toEqual({ version: 2, rule: undefined });
    expect(evolveRule(retired, defined(3)).rule?.version).toBe(3);
  });

  it('keeps the first of two definitions of the same version', () => {
    const first = evolveRule(undefined, defined(1));
    const second = evolveRule(first, defined(2, 70));
    expect(evolveRule(second, defined(2, 120))).toBe(second);
  });

  it('names what is wrong with a definition', () => {
    expect(ruleViolations(rule())).toEqual([]);
    expect(ruleViolations(anomalyRule())).toEqual([]);
    const broken = rule({ limit: null, deadband: -1, minScore: 0.7, assetPathPrefix: '/acme' });
    expect(ruleViolations(broken).map(({ field }) => field)).toEqual([
      'limit',
      'deadband',
      'minScore',
      'assetPathPrefix',
    ]);
    const odd = anomalyRule({ limit: 3, deadband: 1, minScore: 0.2 });
    expect(ruleViolations(odd).map(({ field }) => field)).toEqual(['limit', 'deadband', 'minScore']);
  });

  it.each([
    ['bearing-temperature', 'Bearing temperature'],
    ['bearing_temperature', 'Bearing temperature'],
    ['bearingTemperature', 'Bearing temperature'],
    ['pH', 'pH'],
    ['motor2-RPM', 'Motor2 RPM'],
  ])('reads "%s" as "%s"', (metric, words) => {
    expect(metricName(metric)).toBe(words);
  });
});
