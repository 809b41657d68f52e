import { randomBytes } from 'node:crypto';
import { topic } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { AppendProducer } from '@millrace/streaming';

/** Where poison is put, and how many stages must each keep it as a dead letter. */
const TARGETS: readonly { readonly topic: string; readonly readers: number }[] = [
  { topic: topic.telemetryReceived, readers: 1 }, // enrichment
  { topic: topic.telemetryEnriched, readers: 3 }, // anomaly detection, alerting, reporting
  { topic: topic.anomaliesEvents, readers: 2 }, // alerting, reporting
];

/** Records that are no events, appended past the front doors. Each must end as one dead letter of every stage that reads its topic. */
export class Poison {
  /** Is in every poisonous value of this run. */
  readonly mark = `poison-${randomBytes(6).toString('hex')}`;
  readonly #brokers: readonly string[];
  #expected = 0;

  constructor(brokers: readonly string[]) {
    this.#brokers = brokers;
  }

  /** Dead letters there must be. */
  get expected(): number {
    return this.#expected;
  }

  /** Appends one value to each target. `head`: what comes before the mark. */
  async append(head: Buffer): Promise<void> {
    const logger = createLogger({ service: 'chaos', level: 'silent' });
    const connection = { brokers: this.#brokers, clientId: 'chaos-poison' };
    const producer = await AppendProducer.connect(connection, { service: 'chaos', logger });
    try {
      for (const { topic: name, readers } of TARGETS) {
        const value = Buffer.concat([head, Buffer.from(this.mark)]);
        await producer.append({ topic: name, key: `sample/poison-${this.#expected}`, value });
        this.#expected += readers;
      }
    } finally {
      await producer.close();
    }
  }
}
