import type { AlarmAcknowledged, AlarmRaised, AlarmReturnedToNormal, Decoded } from '@millrace/contracts';
import type { AlarmPriority } from '@millrace/domain';

/** An alarm as people see it: what raised it last, and where it stands. */
export interface ListedAlarm {
  readonly raised: AlarmRaised;
  readonly state: AlarmRaised['state'];
  readonly acknowledged: AlarmAcknowledged | undefined;
  readonly returned: AlarmReturnedToNormal | undefined;
}

/** All alarms that wait for somebody or whose condition is there; of the others only the priority. */
export class AlarmList {
  readonly #active = new Map<string, ListedAlarm>();
  readonly #priorities = new Map<string, AlarmPriority>();

  apply(decoded: Decoded): void {
    switch (decoded.type) {
      case 'AlarmRaised': {
        const { tenant, alarmId, state, priority } = decoded.value;
        this.#priorities.set(`${tenant}/${alarmId}`, priority);
        this.#set({ raised: decoded.value, state, acknowledged: undefined, returned: undefined });
        return;
      }
      case 'AlarmAcknowledged':
        this.#change(decoded.value, { acknowledged: decoded.value });
        return;
      case 'AlarmReturnedToNormal':
        this.#change(decoded.value, { returned: decoded.value });
        return;
      default:
        return;
    }
  }

  /** Alarms of a tenant that are not NORMAL, the one raised last first. */
  active(tenant: string): ListedAlarm[] {
    return [...this.#active.values()]
      .filter(({ raised }) => raised.tenant === tenant)
      .sort((a, b) => b.raised.occurredAt - a.raised.occurredAt);
  }

  /** Priority an alarm was last raised with. */
  priorityOf(tenant: string, alarmId: string): AlarmPriority | undefined {
    return this.#priorities.get(`${tenant}/${alarmId}`);
  }

  #change(event: AlarmAcknowledged | AlarmReturnedToNormal, news: Partial<ListedAlarm>): void {
    const before = this.#active.get(`${event.tenant}/${event.alarmId}`);
    if (before !== undefined) this.#set({ ...before, ...news, state: event.state });
  }

  #set(alarm: ListedAlarm): void {
    const key = `${alarm.raised.tenant}/${alarm.raised.alarmId}`;
    if (alarm.state === 'NORMAL') this.#active.delete(key);
    else this.#active.set(key, alarm);
  }
}
