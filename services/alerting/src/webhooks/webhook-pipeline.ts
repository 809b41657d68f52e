import { topic, type Codecs } from '@millrace/contracts';
import type { Batch } from '@millrace/streaming';
import { StreamHandler } from '@millrace/streaming/nest';
import { Controller, Inject, type OnApplicationShutdown, type Type } from '@nestjs/common';
import type { Agent } from 'undici';
import { AlarmsView } from '../alarms/alarms-view.ts';
import type { Settings } from '../config.ts';
import type { Endpoint } from './endpoints.ts';
import { guardedAgent } from './guarded-agent.ts';
import { EVENTS_AT_ONCE, notifyBatch, type NotifyParts } from './notify-batch.ts';

/**
 * The way of alarm events to one endpoint. Each endpoint is a stream (and consumer group) of its own, with its own offsets: one
 * that is down holds up nobody but itself, and one that is new starts with what happens from now on.
 */
export function webhookPipeline(endpoint: Endpoint, settings: Settings, codecs: Codecs): Type {
  @Controller()
  class WebhookPipeline implements OnApplicationShutdown {
    readonly #agent: Agent;
    readonly #parts: NotifyParts;

    constructor(@Inject(AlarmsView) view: AlarmsView) {
      this.#agent = guardedAgent(settings.WEBHOOK_ALLOWED, settings.WEBHOOK_TIMEOUT_MS);
      this.#parts = {
        codecs,
        agent: this.#agent,
        timeoutMs: settings.WEBHOOK_TIMEOUT_MS,
        retryMs: settings.WEBHOOK_RETRY_SECONDS * 1_000,
        maxAgeMicros: settings.WEBHOOK_MAX_AGE_SECONDS * 1_000_000,
        priorityOf: (tenant, alarmId) => view.alarms.priorityOf(tenant, alarmId),
      };
    }

    /**
     * An alarm event comes in on `alarms.events`.
     * 1. The endpoint does not want it (tenant, type, priority): nothing happens.
     * 2. It is old, as in a replay: that is written down, nobody is told.
     * 3. It is sent, signed, again and again within bounds until the receiver takes it.
     * 4. What became of it goes to `notifications.events`; only then the offset moves. A crash between sending and that sends
     *    again, under the same webhook-id.
     */
    @StreamHandler({
      stream: `alerting.webhooks.${endpoint.name}`,
      hasEffects: true,
      topics: [topic.alarmsEvents],
      fromBeginning: false,
      maxRecordsPerTransaction: EVENTS_AT_ONCE,
    })
    async alarms(batch: Batch): Promise<void> {
      await notifyBatch(this.#parts, endpoint, batch);
    }

    async onApplicationShutdown(): Promise<void> {
      await this.#agent.destroy();
    }
  }
  return WebhookPipeline;
}
