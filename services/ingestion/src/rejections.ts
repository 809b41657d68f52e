import type { Protocol, TelemetryRejected } from '@millrace/contracts';
import type { EpochMicros, Violation } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';

/** Where a refused message came from, and its bytes. */
export interface RefusedMessage {
  readonly tenant: string;
  readonly deviceId: string;
  readonly protocol: Protocol;
  readonly receivedAt: EpochMicros;
  readonly contentType: string;
  readonly payload: Buffer;
}

/** Each entry carries the whole message, so a message full of bad readings is told in detail a few times, then summed up. */
const MAX_ENTRIES = 16;
const MAX_BYTES = 2 * 1_048_576;
/** What one entry can hold of a message; Kafka takes 8 MiB. */
const MAX_PAYLOAD = 6 * 1_048_576;

/** One `telemetry.rejected` entry for every refused reading, up to a bound. */
export function rejectionsOf(message: RefusedMessage, violations: readonly Violation[]): TelemetryRejected[] {
  const entries = Math.max(1, Math.min(MAX_ENTRIES, Math.floor(MAX_BYTES / Math.max(1, message.payload.length))));
  const told = violations.length <= entries ? violations : violations.slice(0, entries - 1);
  const rejections = told.map((v) =>
    rejection(message, 'validate', v.code, v.field, v.rule, sentence(v), placesOf([v])),
  );
  const more = violations.slice(told.length);
  const [first] = more;
  if (first === undefined) return rejections;
  const fields = more.map((v) => v.field).join(', ');
  const detail = `${more.length} more readings were refused: ${fields}`.slice(0, 2_000);
  const many = rejection(message, 'validate', 'MANY_VIOLATIONS', first.field, first.rule, detail, placesOf(more));
  return [...rejections, many];
}

/** Where the refused readings stood; null when it is about the whole message. */
function placesOf(violations: readonly Violation[]): number[] | null {
  const places = violations.flatMap(({ place }) => place ?? []);
  return places.length === violations.length ? places : null;
}

/** The entry of a message that was refused as a whole. */
export function rejection(
  message: RefusedMessage,
  stage: string,
  reason: string,
  field: string | null,
  rule: string | null,
  detail: string,
  readings: readonly number[] | null = null,
): TelemetryRejected {
  const { payload } = message;
  if (payload.length > MAX_PAYLOAD) {
    const cut = { ...message, payload: payload.subarray(0, MAX_PAYLOAD) };
    return rejection(
      cut,
      stage,
      reason,
      field,
      rule,
      `${detail} (the first ${MAX_PAYLOAD} of ${payload.length} bytes)`,
      readings,
    );
  }
  const rejectionId = uuidV5('rejected', message.tenant, message.deviceId, reason, field ?? '', message.payload);
  return { ...message, rejectionId, stage, reason, field, rule, detail, source: null, readings };
}

function sentence({ field, value, rule }: Violation): string {
  return `${field} ${rule}; it was ${value === undefined ? 'missing' : JSON.stringify(value)}`;
}
