import { nowMicros, parseJsonBody, ProblemException, type Logger } from '@millrace/platform';
import { splitBatch, type BatchItem } from '../http/split-batch.ts';
import { countMessage } from '../metrics.ts';
import type { Pipeline } from '../pipeline.ts';
import type { RefusedMessage } from '../rejections.ts';
import { parseJsonTopic } from './json-topic.ts';
import type { Delivery } from './mqtt-connection.ts';
import { untilStored } from './until-stored.ts';

const CONTENT_TYPE = 'application/json';
/** Tenant of what came in on a topic that names none. */
const NO_TENANT = 'unknown';

/** JSON telemetry over MQTT: the same body as over HTTP, the device named by the topic. */
export class JsonMessages {
  readonly #pipeline: Pipeline;
  readonly #logger: Logger;

  constructor(pipeline: Pipeline, logger: Logger) {
    this.#pipeline = pipeline;
    this.#logger = logger;
  }

  /** Resolves when everything of the message is stored, as telemetry or as rejected. */
  async handle(delivery: Delivery): Promise<void> {
    const receivedAt = nowMicros();
    const { topic, payload } = delivery;
    const from = parseJsonTopic(topic);
    const { tenant, deviceId } = from ?? { tenant: NO_TENANT, deviceId: topic.slice(0, 256) };
    const refused: RefusedMessage = {
      tenant,
      deviceId,
      protocol: 'MQTT',
      receivedAt,
      contentType: CONTENT_TYPE,
      payload,
    };
    if (from === undefined) return this.#keep(refused, `the topic ${topic} names no tenant and device`);
    const items = parse(payload);
    if (typeof items === 'string') return this.#keep(refused, items);
    await Promise.all(
      items.map(async (item, index) => {
        const delivered = { topic, payload, index };
        const arrival = { ...refused, bytes: () => item.bytes(), topicDevice: deviceId, delivery: delivered };
        const judged = this.#pipeline.judge(arrival, item.input);
        // A retained message without a time of its own is a state of unknown age that comes with every new session.
        if (delivery.retain && judged.message?.hasSourceTime !== true) return countMessage('MQTT', 'ignored');
        const keep = (reason: Error): Promise<void> => this.#pipeline.malformed(refused, reason.message);
        await untilStored(() => this.#pipeline.store([judged]), keep, this.#logger);
      }),
    );
  }

  #keep(refused: RefusedMessage, detail: string): Promise<void> {
    const keep = (): Promise<void> => this.#pipeline.malformed(refused, detail);
    return untilStored(keep, keep, this.#logger);
  }
}

/** The device messages of a payload, or what is wrong with it. */
function parse(payload: Buffer): BatchItem[] | string {
  try {
    const items = splitBatch(parseJsonBody(payload), payload);
    return items.length === 0 ? 'the payload holds no message' : items;
  } catch (error) {
    if (error instanceof ProblemException) return error.message;
    throw error;
  }
}
