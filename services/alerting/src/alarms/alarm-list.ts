import type { AlarmAcknowledged, AlarmRaised, AlarmReturnedToNormal, Decoded } from '@millrace/contracts';
import type { AlarmPriority } from '@millrace/domain';

/** An alarm as people see it: what raised it last, and where it stands. */
export interface ListedAlarm {
  readonly raised: AlarmRaised;
  readonly state: AlarmRaised['state'];
  readonly acknowledged: AlarmAcknowledged | undefined;
  readonly returned: AlarmReturnedToNormal | undefined;
}

type LastRaised = Pick<AlarmRaised, 'priority' | 'assetPath'>;

/** All alarms that wait for somebody or whose condition is there; of the others only priority and place. */
export class AlarmList {
  readonly #active = new Map<string, ListedAlarm>();
  readonly #raised = new Map<string, LastRaised>();

  apply(decoded: Decoded): void {
    switch (decoded.type) {
      case 'AlarmRaised': {
        const { tenant, alarmId, state, priority, assetPath } = decoded.value;
        this.#raised.set(`${tenant}/${alarmId}`, { priority, assetPath });
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
    return this.#raised.get(`${tenant}/${alarmId}`)?.priority;
  }

  /** Path that its asset had when it was last raised; undefined if there is no such alarm. */
  placeOf(tenant: string, alarmId: string): string | undefined {
    return this.#raised.get(`${tenant}/${alarmId}`)?.assetPath;
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
