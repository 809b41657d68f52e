import type { TelemetryReceived } from '@millrace/contracts';
import type { ReadingRules, Violation } from '@millrace/domain';
import { nowMicros } from '@millrace/platform';
import type { Appended, OutRecord } from '@millrace/streaming';
import type { Arrival } from './arrival.ts';
import type { EventLog } from './event-log.ts';
import { judge, type Judged } from './judge.ts';
import { countMessage, countReadings, observeAck } from './metrics.ts';
import { PlainMessages, type PlainBody } from './plain-messages.ts';
import { rejection, rejectionsOf, type RefusedMessage } from './rejections.ts';

/** What became of one device message: how much of it is safe, where, and what was refused. */
export interface Stored {
  readonly deviceId: string;
  /** undefined when nothing of it was kept. */
  readonly eventId: string | undefined;
  readonly position: Appended | undefined;
  /** Readings. */
  readonly accepted: number;
  readonly rejected: number;
  readonly violations: readonly Violation[];
}

/**
 * The story of a device message, whichever door it came through.
 * 1. It is judged: parsed, every reading validated, the sender's scope checked, an event id given (`judge`).
 * 2. What is good goes to `telemetry.received`, one record a device message.
 * 3. What is not goes to `telemetry.rejected` with the reason, the field, the rule and the original bytes.
 * 4. Only when all in-sync replicas have all of it is the sender answered.
 *
 * Bodies in which nothing is unusual are nearly all there are, and take a short cut through steps 1 and 2 (`PlainMessages`).
 */
export class Pipeline {
  readonly #log: EventLog;
  readonly #rules: ReadingRules;
  readonly #plain: PlainMessages;

  constructor(log: EventLog, rules: ReadingRules) {
    this.#log = log;
    this.#rules = rules;
    this.#plain = new PlainMessages(rules);
  }

  /** Step 1 by the short cut; undefined when the body has to be judged. To be stored, or let go, before anything is awaited. */
  plain(body: Buffer, arrival: Pick<Arrival, 'tenant' | 'protocol' | 'receivedAt' | 'scope'>): PlainBody | undefined {
    return this.#plain.find(body, arrival);
  }

  /** Step 1. Pure, so that a batch can be judged (and counted against limits) before anything is written. */
  judge(arrival: Arrival, input: unknown): Judged {
    return judge(arrival, input, this.#rules);
  }

  /** Steps 2 to 4 for messages that came together. Rejects when the outcome is unknown: then the sender must send all of them again. */
  async store(together: readonly Judged[]): Promise<Stored[]> {
    return this.#append(together);
  }

  /** The same for the messages of a body in which nothing was unusual. */
  async storePlain(plain: PlainBody): Promise<Stored[]> {
    return this.#appendPlain(plain);
  }

  /** What was judged is many times the size of its bytes, so nothing of it is kept while Kafka is waited for. */
  #append(together: readonly Judged[]): Promise<Stored[]> {
    const records: OutRecord[] = [];
    const told = together.map((judged) => tellOf(judged, this.#add(records, judged)));
    const from = together[0]?.arrival;
    const came = from === undefined ? undefined : { protocol: from.protocol, receivedAt: from.receivedAt };
    return this.#log.append(records).then((places) => {
      return this.#done(
        came,
        told.map(({ kept, ...rest }) => ({ ...rest, position: places[kept] })),
      );
    });
  }

  #appendPlain(plain: PlainBody): Promise<Stored[]> {
    const { arrival } = plain;
    const { records, eventIds, deviceIds, readings } = plain.records(this.#log);
    return this.#log.append(records).then((places) => {
      return this.#done(
        arrival,
        places.map((position, index) => {
          const [deviceId, eventId] = [deviceIds[index] ?? '', eventIds[index]];
          return { deviceId, eventId, position, accepted: readings[index] ?? 0, rejected: 0, violations: NONE };
        }),
      );
    });
  }

  /** Counts; they came through one door at one time, so one look at the clock tells of all. */
  #done(arrival: Pick<Arrival, 'protocol' | 'receivedAt'> | undefined, stored: Stored[]): Stored[] {
    if (arrival === undefined) return stored;
    let [accepted, rejected] = [0, 0];
    for (const one of stored) {
      accepted += one.accepted;
      rejected += one.rejected;
    }
    countReadings(arrival.protocol, 'accepted', accepted);
    countReadings(arrival.protocol, 'rejected', rejected);
    observeAck(arrival.protocol, arrival.receivedAt, nowMicros());
    return stored;
  }

  /** Adds the records of a message; the index of the one that holds what is kept. */
  #add(records: OutRecord[], judged: Judged): number | undefined {
    const { message, violations } = judged;
    if (violations.length > 0) {
      const refused = rejectionsOf(refusedMessage(judged), violations);
      for (const entry of refused) records.push(this.#log.rejected(entry));
    }
    if (message === undefined) return undefined;
    return records.push(this.#log.received(receivedEvent(judged, message))) - 1;
  }

  /** A payload nothing can be made of is kept whole. */
  async malformed(message: RefusedMessage, detail: string): Promise<void> {
    await this.#log.append([this.#log.rejected(rejection(message, 'decode', 'MALFORMED_PAYLOAD', null, null, detail))]);
    countMessage(message.protocol, 'malformed');
  }
}

const NONE: readonly Violation[] = [];

/** What its sender is told, but for the place; `kept`: which of the records it is, -1 for none. */
function tellOf({ deviceId, eventId, message, rejected, violations }: Judged, kept: number | undefined) {
  return { deviceId, eventId, accepted: message?.readings.length ?? 0, rejected, violations, kept: kept ?? -1 };
}

/** The event of what is kept of a judged message. */
export function receivedEvent(
  { arrival, eventId = '' }: Pick<Judged, 'arrival' | 'eventId'>,
  message: NonNullable<Judged['message']>,
): TelemetryReceived {
  const { tenant, protocol, receivedAt } = arrival;
  const { deviceId, sequence, readings } = message;
  return { eventId, tenant, deviceId, protocol, receivedAt, sequence, readings };
}

function refusedMessage({ arrival, deviceId }: Judged): RefusedMessage {
  const { tenant, protocol, receivedAt, contentType } = arrival;
  return { tenant, deviceId, protocol, receivedAt, contentType, payload: arrival.bytes() };
}
