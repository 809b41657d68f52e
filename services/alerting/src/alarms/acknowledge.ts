import { AcknowledgeAlarm, eventRecord, type Codecs, type Decoded } from '@millrace/contracts';
import { nowMicros, uuidV5, uuidV7 } from '@millrace/platform';
import { ProblemException } from '@millrace/platform/nest';
import type { CommandBus } from '@millrace/streaming';
import { writeProblem } from '@millrace/streaming/nest';
import { SOURCE } from '../source.ts';

export interface Acknowledgement {
  readonly tenant: string;
  readonly actor: string;
  readonly alarmId: string;
  readonly comment: string;
  /** The same key again is the same command. */
  readonly idempotencyKey: string | undefined;
}

const STATUS: Readonly<Record<string, number>> = { UNKNOWN_ALARM: 404, NOT_UNACKNOWLEDGED: 409 };

/** Acknowledges alarms: a command on `alarms.commands`, answered by its outcome on `alarms.events`. */
export class Acknowledge {
  readonly #bus: Pick<CommandBus, 'request'>;
  readonly #codecs: Pick<Codecs, 'encode'>;
  readonly #timeoutMs: number;

  constructor(bus: Pick<CommandBus, 'request'>, codecs: Pick<Codecs, 'encode'>, timeoutMs: number) {
    this.#bus = bus;
    this.#codecs = codecs;
    this.#timeoutMs = timeoutMs;
  }

  /** The event, or undefined if this very command had done it before. @throws ProblemException 404, 409, 503, 504 */
  async run({
    tenant,
    actor,
    alarmId,
    comment,
    idempotencyKey,
  }: Acknowledgement): Promise<AcknowledgedNow | undefined> {
    const commandId =
      idempotencyKey === undefined ? uuidV7() : uuidV5('acknowledge', tenant, actor, alarmId, idempotencyKey);
    const requestedAt = nowMicros();
    const command = { commandId, tenant, alarmId, actor, comment, requestedAt };
    const about = { key: `${tenant}/${alarmId}`, id: commandId, source: SOURCE, time: requestedAt };
    const record = eventRecord(this.#codecs, AcknowledgeAlarm, command, about);
    const outcome = await this.#bus.request(record, commandId, this.#timeoutMs).catch((error: unknown) => {
      throw writeProblem(error, 'Look at the alarm');
    });
    return acknowledgedBy(outcome);
  }
}

export interface AcknowledgedNow {
  readonly occurrence: number;
  readonly state: string;
  readonly actor: string;
  readonly comment: string;
  readonly occurredAt: number;
}

function acknowledgedBy(outcome: Decoded): AcknowledgedNow | undefined {
  switch (outcome.type) {
    case 'AlarmAcknowledged':
      return outcome.value;
    case 'AlarmCommandRefused': {
      const { code, detail } = outcome.value;
      if (code === 'ALREADY_APPLIED') return undefined;
      throw new ProblemException(STATUS[code] ?? 422, { detail });
    }
    default:
      throw new Error(`${outcome.type} is no outcome of an acknowledgement`);
  }
}
