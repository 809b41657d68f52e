import type { Door } from '@millrace/domain';

export interface DoorSettings {
  readonly MQTT_URL?: string | undefined;
  readonly SPARKPLUG_ENABLED: boolean;
}

/** The doors that the settings open. */
export function openIn({ MQTT_URL, SPARKPLUG_ENABLED }: DoorSettings): Set<Door> {
  const mqtt: Door[] = MQTT_URL === undefined ? [] : SPARKPLUG_ENABLED ? ['mqtt', 'sparkplug'] : ['mqtt'];
  return new Set<Door>(['http', ...mqtt]);
}
