import { AlarmAcknowledged, AlarmRaised, AlarmReturnedToNormal } from '@millrace/contracts';
import { beforeEach, expect, it } from 'vitest';
import { AlarmList } from './alarm-list.ts';
import { acknowledged, ALARM_ID, raised, returned } from './alarms.fixture.ts';

let list: AlarmList;
beforeEach(() => {
  list = new AlarmList();
  list.apply({ contract: AlarmRaised, type: 'AlarmRaised', value: raised() });
});

it('shows an alarm from its raising to its end, to its tenant', () => {
  expect(list.active('acme')).toMatchObject([{ state: 'UNACKNOWLEDGED', raised: { alarmId: ALARM_ID } }]);
  expect(list.active('other')).toEqual([]);
  list.apply({ contract: AlarmAcknowledged, type: 'AlarmAcknowledged', value: acknowledged() });
  expect(list.active('acme')).toMatchObject([{ state: 'ACKNOWLEDGED', acknowledged: { actor: 'ana' } }]);
  list.apply({ contract: AlarmReturnedToNormal, type: 'AlarmReturnedToNormal', value: returned() });
  expect(list.active('acme')).toEqual([]);
});

it('remembers the priority of alarms that are over', () => {
  list.apply({ contract: AlarmReturnedToNormal, type: 'AlarmReturnedToNormal', value: returned() });
  expect(list.priorityOf('acme', ALARM_ID)).toBe('HIGH');
  expect(list.priorityOf('other', ALARM_ID)).toBeUndefined();
});
