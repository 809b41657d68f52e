import { isDeviceId, isTenant } from '@millrace/domain';

/** `millrace/<tenant>/telemetry/<deviceId>`; the broker's access list says who may write where. */
export function parseJsonTopic(topic: string): { tenant: string; deviceId: string } | undefined {
  const [product, tenant, kind, deviceId, ...rest] = topic.split('/');
  if (product !== 'millrace' || kind !== 'telemetry' || rest.length > 0) return undefined;
  return isTenant(tenant) && isDeviceId(deviceId) ? { tenant, deviceId } : undefined;
}

/** The subscription; shared when several connections or instances take turns (MQTT 5.0 §4.8.2). */
export function jsonTopicFilter(sharedGroup: string | undefined): string {
  const filter = 'millrace/+/telemetry/+';
  return sharedGroup === undefined ? filter : `$share/${sharedGroup}/${filter}`;
}
