import type { Alarm, AlarmEvent, AnsweredCommand } from './alarm.ts';

/** Commands remembered per alarm; a repeat comes within seconds, so a handful would do. */
export const ANSWERED_KEPT = 16;

/** The alarm after an event. */
export function evolveAlarm(alarm: Alarm, event: AlarmEvent): Alarm {
  switch (event.type) {
    case 'AlarmRaised':
    case 'AlarmReturnedToNormal':
    case 'AlarmAcknowledged': {
      const { state, occurrence, assetId, commandId } = event.data;
      // Events of before it was kept do not say where.
      const assetPath = event.data.assetPath === '' ? alarm.assetPath : event.data.assetPath;
      return { state, occurrence, assetId, assetPath, answered: remember(alarm, { commandId, refusal: null }) };
    }
    case 'AlarmCommandRefused': {
      // What was never raised has no state: otherwise anybody could fill the memory with refusals of invented alarms.
      if (alarm.occurrence === 0) return alarm;
      const { commandId, code, detail } = event.data;
      return { ...alarm, answered: remember(alarm, { commandId, refusal: { code, detail } }) };
    }
    default:
      return event satisfies never;
  }
}

const remember = (alarm: Alarm, answered: AnsweredCommand): readonly AnsweredCommand[] =>
  alarm.answered.some(({ commandId }) => commandId === answered.commandId)
    ? alarm.answered
    : [...alarm.answered, answered].slice(-ANSWERED_KEPT);
