import { neverRaised, type Alarm, type AlarmEvent } from './alarm.ts';
import { decideAlarm, type AlarmCommand } from './decide.ts';
import { evolveAlarm } from './evolve.ts';

export const TYPES = ['RaiseAlarm', 'ReturnAlarmToNormal', 'AcknowledgeAlarm'] as const;
const about = { tenant: 'acme', alarmId: 'alarm-1' };

export function command(type: AlarmCommand['type'], commandId: string): AlarmCommand {
  switch (type) {
    case 'RaiseAlarm':
      return {
        type,
        data: {
          ...about,
          commandId,
          ruleId: 'hot-bearing',
          ruleVersion: 3,
          ruleName: 'Bearing too hot',
          assetId: 'press-7',
          assetPath: 'acme/hamburg/press-7',
          metric: 'bearing-temperature',
          priority: 'HIGH',
          cause: {
            kind: 'THRESHOLD_HIGH',
            value: 93.1,
            limit: 90,
            unit: 'Cel',
            anomalyId: null,
            sourceEventId: 'e-1',
            text: 'Bearing temperature 93.1 Cel is above the limit 90 Cel',
          },
          occurredAt: 1_000,
        },
      };
    case 'ReturnAlarmToNormal':
      return { type, data: { ...about, commandId, value: 80, sourceEventId: 'e-2', occurredAt: 2_000 } };
    case 'AcknowledgeAlarm':
      return { type, data: { ...about, commandId, actor: 'ana', comment: 'on my way', requestedAt: 3_000 } };
  }
}

/** Decides and evolves a history of commands; ids are their positions unless given. */
export function after(...commands: readonly (AlarmCommand['type'] | AlarmCommand)[]): {
  alarm: Alarm;
  events: AlarmEvent[];
} {
  let alarm = neverRaised;
  const events: AlarmEvent[] = [];
  for (const [index, given] of commands.entries()) {
    const one = typeof given === 'string' ? command(given, `c-${index}`) : given;
    const event = decideAlarm(alarm, one, { eventId: `event-${index}`, now: 5_000 });
    if (!event) continue;
    events.push(event);
    alarm = evolveAlarm(alarm, event);
  }
  return { alarm, events };
}
