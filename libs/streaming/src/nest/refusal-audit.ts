import { ActionRecorded, eventRecord, type Codecs } from '@millrace/contracts';
import { nowMicros, uuidV7, type Logger, type RecordedRefusal } from '@millrace/platform';
import { AppendProducer } from '../append/append-producer.ts';
import type { KafkaConnection } from '../types.ts';

export interface RefusalAuditOptions {
  readonly connection: KafkaConnection;
  readonly service: string;
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly logger: Logger;
}

/** Whose audit record has refusals of which nobody knows whom they were for: no tenant is called so, it is the installation's own. */
const NO_TENANT = '-';

/**
 * Puts refused requests on record, on `audit.events`. The answer does not wait for it: a refusal has to be told also while Kafka is away, and
 * is in the log then.
 */
export class RefusalAudit {
  readonly #options: RefusalAuditOptions;
  #producer: Promise<AppendProducer> | undefined;

  constructor(options: RefusalAuditOptions) {
    this.#options = options;
  }

  record(refusal: RecordedRefusal): void {
    this.#append(refusal).catch((error: unknown) => {
      this.#options.logger.error({ err: error, refusal }, 'a refusal could not be put on record');
    });
  }

  async stop(): Promise<void> {
    const producer = await this.#producer?.catch(() => undefined);
    await producer?.close();
  }

  async #append({ tenant: known, actor, code, detail, route, more }: RecordedRefusal): Promise<void> {
    const { codecs, service } = this.#options;
    const tenant = known === '' ? NO_TENANT : known;
    const [eventId, occurredAt] = [uuidV7(), nowMicros()];
    const action: ActionRecorded = {
      ...{ eventId, tenant, actor, action: 'access.refused', objectType: 'route', objectId: `${service} ${route}` },
      ...{ outcome: 'REFUSED', code, detail },
      reason: more === 0 ? '' : `${more} more like it since the last one on record`,
      ...{ before: null, after: null, commandId: '', traceId: null, occurredAt },
    };
    const about = { id: eventId, source: `/millrace/${service}`, time: occurredAt };
    const record = eventRecord(codecs, ActionRecorded, action, { key: `${tenant}/${actor}`, ...about });
    await (await this.#connected()).append(record);
  }

  #connected(): Promise<AppendProducer> {
    const { connection, service, logger } = this.#options;
    this.#producer ??= AppendProducer.connect(connection, { service, logger }).catch((error: unknown) => {
      this.#producer = undefined;
      throw error;
    });
    return this.#producer;
  }
}
