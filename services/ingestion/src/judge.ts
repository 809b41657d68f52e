import { inScope, parseDeviceMessage, type ParsedMessage, type ReadingRules, type Violation } from '@millrace/domain';
import type { Arrival } from './arrival.ts';
import { identify } from './identify.ts';

/** A device message that was judged: what of it is kept, under which id, and what is refused. */
export interface Judged extends ParsedMessage {
  readonly arrival: Arrival;
  readonly eventId: string | undefined;
}

/** Parses and validates one device message, and checks that its sender may speak for the device. */
export function judge(arrival: Arrival, input: unknown, rules: ReadingRules): Judged {
  const parsed = withinScope(
    parseDeviceMessage(input, { now: arrival.receivedAt, rules }, arrival.topicDevice),
    arrival.scope,
  );
  const eventId = parsed.message === undefined ? undefined : identify(arrival, parsed.message);
  return { ...parsed, arrival, eventId };
}

function withinScope(parsed: ParsedMessage, scope: readonly string[] | undefined): ParsedMessage {
  if (scope === undefined || parsed.deviceId === '' || inScope(scope, parsed.deviceId)) return parsed;
  const violation: Violation = {
    code: 'OUT_OF_SCOPE',
    field: 'deviceId',
    value: parsed.deviceId,
    rule: `must be in the scope of the credential: ${scope.join(', ')}`,
  };
  const rejected = parsed.rejected + (parsed.message?.readings.length ?? 0);
  return { deviceId: parsed.deviceId, message: undefined, violations: [violation], rejected };
}
