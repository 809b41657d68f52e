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

/** Each entry carries the whole message, so a message full of bad readings is told once in detail, then summed up. */
const MAX_PER_MESSAGE = 16;

/** One `telemetry.rejected` entry for every refused reading, up to a bound. */
export function rejectionsOf(message: RefusedMessage, violations: readonly Violation[]): TelemetryRejected[] {
  const told = violations.length <= MAX_PER_MESSAGE ? violations : violations.slice(0, MAX_PER_MESSAGE - 1);
  const rejections = told.map((v) => rejection(message, 'validate', v.code, v.field, v.rule, sentence(v)));
  const more = violations.slice(told.length);
  const [first] = more;
  if (first === undefined) return rejections;
  const fields = more.map((v) => v.field).join(', ');
  const detail = `${more.length} more readings were refused: ${fields}`.slice(0, 2_000);
  return [...rejections, rejection(message, 'validate', 'MANY_VIOLATIONS', first.field, first.rule, detail)];
}

/** The entry of a message that was refused as a whole. */
export function rejection(
  message: RefusedMessage,
  stage: string,
  reason: string,
  field: string | null,
  rule: string | null,
  detail: string,
): TelemetryRejected {
  const rejectionId = uuidV5('rejected', message.tenant, message.deviceId, reason, field ?? '', message.payload);
  return { ...message, rejectionId, stage, reason, field, rule, detail, source: null };
}

function sentence({ field, value, rule }: Violation): string {
  return `${field} ${rule}; it was ${value === undefined ? 'missing' : JSON.stringify(value)}`;
}
