export interface CloudEventAttributes {
  /** Identity of the event, unique within `source`: the record's eventId or commandId. */
  readonly id: string;
  /** What made it, a URI reference, e.g. `/millrace/alerting`. */
  readonly source: string;
  /** Full record name, e.g. `io.millrace.alarms.v1.AlarmRaised`. */
  readonly type: string;
  /** Microseconds since 1970 UTC; written as RFC 3339 with microseconds. */
  readonly time: number;
  /** Id of the request or command that led to it. */
  readonly correlationId?: string;
}

export type CloudEventHeaders = Record<string, string>;

const SPEC_VERSION = '1.0';
const CONTENT_TYPE = 'application/vnd.confluent.avro';

/**
 * Kafka headers of CloudEvents 1.0 in binary mode (Kafka protocol binding 1.0.2, section 3.2). Domain events and commands carry
 * them; telemetry.received and telemetry.enriched carry the envelope in the value instead (docs/adr/0002).
 */
export function cloudEventHeaders(event: CloudEventAttributes): CloudEventHeaders {
  const headers: CloudEventHeaders = {
    ce_specversion: SPEC_VERSION,
    ce_id: event.id,
    ce_source: event.source,
    ce_type: event.type,
    ce_time: rfc3339(event.time),
    'content-type': CONTENT_TYPE,
  };
  if (event.correlationId !== undefined) headers['ce_correlationid'] = event.correlationId;
  return headers;
}

function rfc3339(micros: number): string {
  const toSecond = new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1);
  const rest = ((micros % 1000) + 1000) % 1000;
  return `${toSecond}${String(rest).padStart(3, '0')}Z`;
}
