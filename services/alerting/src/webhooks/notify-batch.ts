import type { Codecs, Decoded } from '@millrace/contracts';
import type { AlarmPriority } from '@millrace/domain';
import { counter, nowMicros } from '@millrace/platform';
import { deadLetter, drop, ok, runSteps, type Batch, type InRecord, type StepResult } from '@millrace/streaming';
import type { Dispatcher } from 'undici';
import { attempt, type Attempt } from './attempt.ts';
import { deliver, type Delivery } from './deliver.ts';
import type { Endpoint } from './endpoints.ts';
import { bodyOf, decidedAt, isWanted, newsOf, type AlarmNews } from './notification.ts';
import { outcomeRecord } from './outcome-record.ts';

export interface NotifyParts {
  readonly codecs: Pick<Codecs, 'encode' | 'decode' | 'prepare'>;
  readonly agent: Dispatcher;
  readonly timeoutMs: number;
  readonly retryMs: number;
  readonly maxAgeMicros: number;
  priorityOf(tenant: string, alarmId: string): AlarmPriority | undefined;
}

interface Due {
  readonly news: AlarmNews;
  readonly record: InRecord;
}

/**
 * Events of a transaction, and alarms told of at the same time. Few, because the transaction lasts until the last of them is told
 * or given up: at most the time to retry and one last short try each, which must stay below the runtime's limit for a handler.
 */
export const EVENTS_AT_ONCE = 16;
/** What a try may take at least, even when patience is at its end. */
const SHORT_TRY_MS = 2_000;
const notifications = counter('millrace_webhooks_total', 'Webhook notifications by what became of them', [
  'endpoint',
  'outcome',
]);

/**
 * Tells one endpoint of the alarm events of a batch: alarms beside each other, the events of one alarm in order. Every event has
 * an outcome on `notifications.events` when it is done, in the transaction that moves the offset.
 */
export async function notifyBatch(parts: NotifyParts, endpoint: Endpoint, batch: Batch): Promise<void> {
  const due = await runSteps(batch, parts.codecs, (decoded, record) => select(parts, endpoint, decoded, record));
  const byAlarm = Map.groupBy(due, ({ news }) => news.value.alarmId);
  const until = performance.now() + parts.retryMs;
  const queue = [...byAlarm.values()];
  const worker = async (): Promise<void> => {
    for (let alarm = queue.shift(); alarm !== undefined; alarm = queue.shift()) {
      for (const { news, record } of alarm) {
        const delivery = await tell(parts, endpoint, news, until, batch.signal);
        notifications.inc({ endpoint: endpoint.name, outcome: delivery.kind });
        batch.emit(outcomeRecord(parts.codecs, endpoint, news, delivery), record);
      }
    }
  };
  await Promise.all(Array.from({ length: EVENTS_AT_ONCE }, worker));
}

function select(parts: NotifyParts, endpoint: Endpoint, decoded: Decoded, record: InRecord): StepResult<Due> {
  if (decoded.type === 'AlarmCommandRefused') return drop('not_for_people');
  const news = newsOf(decoded);
  if (news === undefined) {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds alarm events` });
  }
  const priority =
    news.type === 'AlarmRaised' ? news.value.priority : parts.priorityOf(news.value.tenant, news.value.alarmId);
  return isWanted(endpoint, news, priority) ? ok({ news, record }) : drop('not_wanted');
}

async function tell(
  { agent, timeoutMs, maxAgeMicros }: NotifyParts,
  endpoint: Endpoint,
  news: AlarmNews,
  until: number,
  signal: AbortSignal,
): Promise<Delivery> {
  const age = nowMicros() - decidedAt(news);
  if (age > maxAgeMicros) {
    const detail = `not sent: it is ${Math.round(age / 1e6)} s old, more than ${Math.round(maxAgeMicros / 1e6)} s`;
    return { kind: 'failed', attempts: 0, statusCode: null, detail };
  }
  const message = { id: news.value.eventId, body: bodyOf(news) };
  const once = (): Promise<Attempt> => {
    const left = Math.max(SHORT_TRY_MS, until - performance.now());
    return attempt(agent, endpoint, message, Math.min(timeoutMs, left), signal);
  };
  return await deliver(once, { until, signal, random: Math.random });
}
