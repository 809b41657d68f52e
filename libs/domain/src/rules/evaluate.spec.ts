import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmIdOf, noConditions, type Transition } from './condition.ts';
import { evaluateAnomaly } from './evaluate-anomaly.ts';
import { evaluateReading } from './evaluate-reading.ts';
import { anomalyRule, evaluateAll, MAX_DELAY, NOW, reading, rule, SECOND, sign } from './rules.fixture.ts';

const kinds = (transitions: readonly Transition[]) => transitions.map(({ kind }) => kind);

describe('a threshold rule', () => {
  it('1. raises strictly beyond the limit, with a cause a person understands', () => {
    const { transitions } = evaluateAll([reading(90, 0), reading(93.1, 1)], [rule()]);
    expect(transitions).toHaveLength(1);
    expect(transitions[0]).toMatchObject({
      kind: 'RAISE',
      occurredAt: NOW + SECOND,
      cause: {
        kind: 'THRESHOLD_HIGH',
        value: 93.1,
        limit: 90,
        sourceEventId: 'event-1',
        text: 'Bearing temperature 93.1 Cel is above the limit 90 Cel',
      },
    });
  });

  it('2. returns only below the limit less the deadband', () => {
    const values = [91, 89, 86, 85.01, 85, 89, 90, 90.5];
    const { transitions } = evaluateAll(
      values.map((value, second) => reading(value, second)),
      [rule()],
    );
    expect(transitions.map(({ kind, occurredAt }) => [kind, (occurredAt - NOW) / SECOND])).toEqual([
      ['RAISE', 0],
      ['RETURN', 4],
      ['RAISE', 7],
    ]);
  });

  it('3. works downwards for THRESHOLD_LOW', () => {
    const low = rule({ kind: 'THRESHOLD_LOW', limit: 10, deadband: 2 });
    const { transitions } = evaluateAll(
      [10, 9, 11, 12, 9].map((value, second) => reading(value, second)),
      [low],
    );
    expect(kinds(transitions)).toEqual(['RAISE', 'RETURN', 'RAISE']);
    expect(transitions[0]).toMatchObject({ cause: { text: 'Bearing temperature 9 Cel is below the limit 10 Cel' } });
  });

  it.each([
    ['late', reading(99, -1), 'LATE'],
    ['buffered on the way', reading(99, 5, { receivedAt: NOW + MAX_DELAY + 6 * SECOND }), 'BUFFERED'],
    ['of BAD quality', reading(99, 5, { quality: 'BAD' }), 'BAD_QUALITY'],
    ['not a number', reading('hot', 5), 'NOT_NUMERIC'],
  ])('4. a reading that is %s pages nobody and changes nothing', (_name, odd, unfit) => {
    const { conditions } = evaluateAll([reading(80, 0)], [rule()]);
    expect(evaluateReading(conditions, odd, [rule()], MAX_DELAY)).toEqual({ conditions, transitions: [], unfit });
  });

  it('5. a clock that runs ahead does not make the next reading late', () => {
    const ahead = reading(80, 0, { occurredAt: NOW + 9_999 * SECOND });
    expect(kinds(evaluateAll([ahead, reading(95, 1)], [rule()]).transitions)).toEqual(['RAISE']);
  });

  it('5b. readings are judged although the clock that tells their receipt has been set back', () => {
    const back = (second: number) => ({ receivedAt: NOW + (second - 120) * SECOND });
    const readings = [reading(80, 0), reading(95, 1, back(1)), reading(80, 2, back(2)), reading(99, -5, back(3))];
    const { transitions, conditions } = evaluateAll([...readings, reading(95, 4)], [rule()]);
    expect(kinds(transitions)).toEqual(['RAISE', 'RETURN', 'RAISE']);
    expect(conditions.evaluatedAt).toBe(NOW + 4 * SECOND);
  });

  it('6. a condition whose rule is gone, off or elsewhere ends with the next reading', () => {
    const { conditions } = evaluateAll([reading(95, 0)], [rule()]);
    const { transitions, conditions: after } = evaluateReading(conditions, reading(96, 1), [], MAX_DELAY);
    expect(transitions).toEqual([
      {
        kind: 'RETURN',
        ruleId: 'bearing-hot',
        value: null,
        sourceEventId: 'event-1',
        occurredAt: NOW + SECOND,
      },
    ]);
    expect(after.active).toEqual([]);
  });

  it('7. alternates between raise and return, whatever the values, limits and rules', () => {
    const rules = fc.array(
      fc.record({
        kind: fc.constantFrom('THRESHOLD_HIGH' as const, 'THRESHOLD_LOW' as const),
        limit: fc.integer({ min: -50, max: 50 }),
        deadband: fc.integer({ min: 0, max: 10 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(rules, fc.array(fc.integer({ min: -80, max: 80 }), { maxLength: 80 }), (given, values) => {
        const all = given.map((one, index) => rule({ ...one, ruleId: `rule-${index}` }));
        const { transitions, conditions } = evaluateAll(
          values.map((value, second) => reading(value, second)),
          all,
        );
        for (const { ruleId } of all) {
          const own = kinds(
            transitions.filter((one) => (one.kind === 'RAISE' ? one.rule.ruleId : one.ruleId) === ruleId),
          );
          expect(own).toEqual(own.map((_, index) => (index % 2 === 0 ? 'RAISE' : 'RETURN')));
          expect(conditions.active.some((one) => one.ruleId === ruleId)).toBe(own.length % 2 === 1);
        }
      }),
    );
  });

  it('8. gives the same from the same readings, sent twice or out of order', () => {
    const readings = [80, 95, 70, 96].map((value, second) => reading(value, second));
    const [a, b, c, d] = readings as [
      (typeof readings)[0],
      (typeof readings)[0],
      (typeof readings)[0],
      (typeof readings)[0],
    ];
    expect(evaluateAll([a, b, a, c, b, d, c], [rule()])).toEqual(evaluateAll([a, b, c, d], [rule()]));
  });
});

describe('an anomaly rule', () => {
  it('1. raises at its minimum score and returns when the anomaly closes', () => {
    const opened = evaluateAnomaly(noConditions, sign(), [anomalyRule()], MAX_DELAY);
    expect(opened.transitions[0]).toMatchObject({
      kind: 'RAISE',
      cause: {
        kind: 'ANOMALY',
        anomalyId: 'anomaly-1',
        limit: null,
        text: 'Bearing temperature 92.39 Cel is unusual, about 71.2 Cel was expected (score 0.93)',
      },
    });
    const closed = evaluateAnomaly(opened.conditions, sign({ phase: 'CLOSED', value: null }), [], MAX_DELAY);
    expect(closed.transitions).toMatchObject([{ kind: 'RETURN', ruleId: 'unusual', value: null }]);
    expect(closed.conditions.active).toEqual([]);
  });

  it('2. waits below its minimum score until the anomaly grows', () => {
    const opened = evaluateAnomaly(noConditions, sign({ score: 0.6 }), [anomalyRule()], MAX_DELAY);
    expect(opened.transitions).toEqual([]);
    const grown = evaluateAnomaly(
      opened.conditions,
      sign({ phase: 'UPDATED', score: 0.95 }),
      [anomalyRule()],
      MAX_DELAY,
    );
    expect(kinds(grown.transitions)).toEqual(['RAISE']);
    const again = evaluateAnomaly(
      grown.conditions,
      sign({ phase: 'UPDATED', score: 0.99 }),
      [anomalyRule()],
      MAX_DELAY,
    );
    expect(again.transitions).toEqual([]);
  });

  it('3. pages nobody for an anomaly found in history', () => {
    const old = sign({ detectedAt: NOW + MAX_DELAY + 1 });
    expect(evaluateAnomaly(noConditions, old, [anomalyRule()], MAX_DELAY).transitions).toEqual([]);
  });

  it('4. leaves threshold conditions of the same series alone', () => {
    const { conditions } = evaluateAll([reading(95, 0)], [rule()]);
    const opened = evaluateAnomaly(conditions, sign(), [rule(), anomalyRule()], MAX_DELAY);
    const closed = evaluateAnomaly(opened.conditions, sign({ phase: 'CLOSED' }), [rule(), anomalyRule()], MAX_DELAY);
    expect(closed.conditions).toEqual(conditions);
    const next = evaluateReading(opened.conditions, reading(95, 1), [rule(), anomalyRule()], MAX_DELAY);
    expect(next.transitions).toEqual([]);
  });
});

it('an alarm is identified by tenant, rule, asset and metric', () => {
  const of = { tenant: 'acme', ruleId: 'r', assetId: 'a', metric: 'm' };
  expect(alarmIdOf((...parts) => parts.join('|'), of)).toBe('alarm|acme|r|a|m');
});
