import { AcknowledgeAlarm, RaiseAlarm, topic } from '@millrace/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { codecs, inRecord, RecordingOutlet } from '../outlet.fixture.ts';
import { alarmStore } from './alarm-store.ts';
import { ALARM_ID, NOW, raise } from './alarms.fixture.ts';
import { commandStep } from './command-step.ts';

const KEY = `acme/${ALARM_ID}`;
let outlet: RecordingOutlet;
let offset = 0;
beforeEach(() => (outlet = new RecordingOutlet()));

const sendRaise = (value: RaiseAlarm, key = KEY) =>
  commandStep(
    codecs,
    outlet,
    { contract: RaiseAlarm, type: 'RaiseAlarm', value },
    inRecord(topic.alarmsCommands, offset++, key),
  );
const sendAcknowledge = (commandId: string) => {
  const value = { commandId, tenant: 'acme', alarmId: ALARM_ID, actor: 'ana', comment: 'ok', requestedAt: NOW };
  const decoded = { contract: AcknowledgeAlarm, type: 'AcknowledgeAlarm', value } as const;
  return commandStep(codecs, outlet, decoded, inRecord(topic.alarmsCommands, offset++, KEY));
};

describe('a command on an alarm', () => {
  it('1. has its outcome on alarms.events, correlated by the command', () => {
    sendRaise(raise('c-1'));
    sendAcknowledge('c-2');
    expect(outlet.of('AlarmRaised')).toMatchObject([{ commandId: 'c-1', occurrence: 1, state: 'UNACKNOWLEDGED' }]);
    expect(outlet.of('AlarmAcknowledged')).toMatchObject([{ commandId: 'c-2', state: 'ACKNOWLEDGED', actor: 'ana' }]);
    expect(outlet.emitted[1]).toMatchObject({ topic: 'alarms.events', key: KEY, headers: { ce_correlationid: 'c-2' } });
    expect(outlet.store(alarmStore).get(KEY)).toMatchObject({ state: 'ACKNOWLEDGED', occurrence: 1 });
  });

  it('2. of a rule that changes nothing has no outcome', () => {
    sendRaise(raise('c-1'));
    expect(sendRaise(raise('c-1'))).toEqual({ kind: 'drop', reason: 'no_change' });
    expect(sendRaise(raise('c-9'))).toEqual({ kind: 'drop', reason: 'no_change' });
    expect(outlet.emitted).toHaveLength(1);
  });

  it('3. on an alarm that was never raised is refused and leaves no state', () => {
    sendAcknowledge('c-1');
    expect(outlet.of('AlarmCommandRefused')).toMatchObject([{ commandId: 'c-1', code: 'UNKNOWN_ALARM' }]);
    expect(outlet.store(alarmStore).size).toBe(0);
  });

  it('4. under a key that is not its alarm’s is a dead letter: another partition would be a second writer', () => {
    expect(sendRaise(raise('c-1'), 'acme/other')).toMatchObject({ kind: 'dead-letter', reason: { code: 'WRONG_KEY' } });
    expect(outlet.emitted).toEqual([]);
  });
});
