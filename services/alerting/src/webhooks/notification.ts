import { toPlainJson, type AlarmAcknowledged, type Decoded } from '@millrace/contracts';
import { ALARM_PRIORITIES, type AlarmPriority } from '@millrace/domain';
import { isoTime } from '../iso-time.ts';
import { SOURCE } from '../source.ts';
import type { Endpoint, NotifiedType } from './endpoints.ts';

/** An alarm event that somebody may be told of. */
export type AlarmNews = Extract<Decoded, { type: NotifiedType }>;

export function newsOf(decoded: Decoded): AlarmNews | undefined {
  switch (decoded.type) {
    case 'AlarmRaised':
    case 'AlarmReturnedToNormal':
    case 'AlarmAcknowledged':
      return decoded;
    default:
      return undefined;
  }
}

/** Whether an endpoint wants an event. A priority that is not known (the alarm is older than what we remember) passes. */
export function isWanted(endpoint: Endpoint, { type, value }: AlarmNews, priority: AlarmPriority | undefined): boolean {
  if (value.tenant !== endpoint.tenant || !endpoint.events.includes(type)) return false;
  const known = priority === undefined ? Infinity : ALARM_PRIORITIES.indexOf(priority);
  return known >= ALARM_PRIORITIES.indexOf(endpoint.minPriority);
}

/** When it was decided, which is what makes it old; an acknowledgement happens when it is made. */
export const decidedAt = ({ value }: AlarmNews): number =>
  'detectedAt' in value ? value.detectedAt : (value satisfies AlarmAcknowledged).occurredAt;

/** The body of a webhook: a CloudEvent 1.0 in structured JSON, its data the event with instants as ISO 8601. */
export function bodyOf(news: AlarmNews): string {
  const { contract, value } = news;
  const data = toPlainJson<unknown>(contract, value) as Record<string, unknown>;
  return JSON.stringify({
    specversion: '1.0',
    id: value.eventId,
    source: SOURCE,
    type: contract.fullName,
    subject: value.alarmId,
    time: isoTime(value.occurredAt),
    datacontenttype: 'application/json',
    tenant: value.tenant,
    data: {
      ...data,
      occurredAt: isoTime(value.occurredAt),
      ...('detectedAt' in value ? { detectedAt: isoTime(value.detectedAt) } : {}),
    },
  });
}
