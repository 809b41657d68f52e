import type { TelemetryReceived } from '@millrace/contracts';
import type { ReadingRules } from '@millrace/domain';
import { nowMicros } from '@millrace/platform';
import type { Appended } from '@millrace/streaming';
import type { Arrival } from './arrival.ts';
import type { EventLog } from './event-log.ts';
import { judge, type Judged } from './judge.ts';
import { countMessage, countReadings, observeAck } from './metrics.ts';
import { rejection, rejectionsOf, type RefusedMessage } from './rejections.ts';

/** What became of one device message: how much of it is safe, where, and what was refused. */
export interface Stored extends Judged {
  readonly position: Appended | undefined;
}

/**
 * The story of a device message, whichever door it came through.
 * 1. It is judged: parsed, every reading validated, the sender's scope checked, an event id given (`judge`).
 * 2. What is good goes to `telemetry.received`, one record a device message.
 * 3. What is not goes to `telemetry.rejected` with the reason, the field, the rule and the original bytes.
 * 4. Only when all in-sync replicas have all of it is the sender answered.
 */
export class Pipeline {
  readonly #log: EventLog;
  readonly #rules: ReadingRules;

  constructor(log: EventLog, rules: ReadingRules) {
    this.#log = log;
    this.#rules = rules;
  }

  /** Step 1. Pure, so that a batch can be judged (and counted against limits) before anything is written. */
  judge(arrival: Arrival, input: unknown): Judged {
    return judge(arrival, input, this.#rules);
  }

  /** Steps 2 to 4. Rejects when the outcome is unknown: then the sender must send again. */
  async store(judged: Judged): Promise<Stored> {
    const { arrival, message, violations } = judged;
    const refused =
      violations.length === 0
        ? []
        : rejectionsOf(refusedMessage(judged), violations).map((entry) => this.#log.rejected(entry));
    const kept = message === undefined ? undefined : this.#log.received(receivedEvent(judged, message));
    const [position] = await Promise.all([kept, ...refused]);
    countReadings(arrival.protocol, 'accepted', message?.readings.length ?? 0);
    countReadings(arrival.protocol, 'rejected', judged.rejected);
    observeAck(arrival.protocol, arrival.receivedAt, nowMicros());
    return { ...judged, position };
  }

  /** A payload nothing can be made of is kept whole. */
  async malformed(message: RefusedMessage, detail: string): Promise<void> {
    await this.#log.rejected(rejection(message, 'decode', 'MALFORMED_PAYLOAD', null, null, detail));
    countMessage(message.protocol, 'malformed');
  }
}

function receivedEvent({ arrival, eventId = '' }: Judged, message: NonNullable<Judged['message']>): TelemetryReceived {
  const { tenant, protocol, receivedAt } = arrival;
  const { deviceId, sequence, readings } = message;
  return { eventId, tenant, deviceId, protocol, receivedAt, sequence, readings };
}

function refusedMessage({ arrival, deviceId }: Judged): RefusedMessage {
  const { tenant, protocol, receivedAt, contentType } = arrival;
  return { tenant, deviceId, protocol, receivedAt, contentType, payload: arrival.bytes() };
}
