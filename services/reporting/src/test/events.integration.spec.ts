import { randomUUID } from 'node:crypto';
import { AlarmRaised, AnomalyOpened, TelemetryEnriched } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import * as events from './events.fixture.ts';
import { enriched, reading, T0 } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

interface Heard {
  readonly name: string;
  readonly data: unknown;
}

/** A client of the event stream that remembers what it heard. */
class Listener {
  readonly heard: Heard[] = [];
  readonly closed: Promise<void>;
  readonly #abort = new AbortController();

  constructor(service: RunningReporting, tenant: string, query = '') {
    this.closed = this.#read(service, tenant, query);
  }

  of(name: string): unknown[] {
    return this.heard.filter((event) => event.name === name).map(({ data }) => data);
  }

  stop(): Promise<void> {
    this.#abort.abort();
    return this.closed;
  }

  async #read(service: RunningReporting, tenant: string, query: string): Promise<void> {
    const headers = { 'last-event-id': 'from-another-life' };
    try {
      const response = await service.fetch(tenant, `/v1/events${query}`, { signal: this.#abort.signal, headers });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      let rest = '';
      for await (const chunk of response.body ?? []) {
        const blocks = (rest + Buffer.from(chunk).toString()).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, name, data] = /^id: .+\nevent: (.+)\ndata: (.+)$/.exec(block) ?? [];
          if (name !== undefined && data !== undefined) this.heard.push({ name, data: JSON.parse(data) });
        }
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error;
    }
  }
}

describe('live events on real parts', () => {
  const tenant = freshTenant();
  const stranger = freshTenant();
  let database: TestDatabase;
  let producer: TestProducer;
  let service: RunningReporting;

  beforeAll(async () => {
    [database, producer] = await Promise.all([testDatabase(), TestProducer.open()]);
    const env = { EVENTS_MAX_CLIENTS: '4' };
    service = await startReporting({ tenants: [tenant, stranger], database: database.name, env });
  });
  afterAll(async () => {
    await service.stop();
    await producer.close();
    await database.drop();
  });

  it('1. tell what happens from now on, to the tenant only, below a path and of the kinds asked for', async () => {
    const all = new Listener(service, tenant);
    const line = new Listener(service, tenant, '?prefix=acme/line-1&kinds=values');
    const other = new Listener(service, stranger);
    const listeners = [all, line, other];
    await waitFor(() => listeners.every((one) => one.of('hello').length === 1), { describe: 'three live streams' });

    const values = (assetPath: string) =>
      enriched({ tenant, assetId: assetPath, assetPath, readings: [reading(20), reading(21, { occurredAt: T0 + 1 })] });
    await producer.send(TelemetryEnriched, 'acme/line-1', values('acme/line-1'));
    await producer.send(TelemetryEnriched, 'acme/line-2', values('acme/line-2'));
    const anomalyId = randomUUID();
    await producer.send(AnomalyOpened, 'press-7', events.anomalyOpened({ tenant, anomalyId }));
    await producer.send(AlarmRaised, 'hot', events.alarmRaised({ tenant, alarmId: 'hot' }));

    await waitFor(
      () => all.of('alarm').length === 1 && all.of('anomaly').length === 1 && all.of('values').flat().length >= 2,
    );
    expect(all.of('anomaly')).toEqual([
      expect.objectContaining({ type: 'AnomalyOpened', anomalyId, occurredAt: '2026-05-01T06:00:00.000Z' }),
    ]);
    expect(all.of('alarm')).toEqual([
      expect.objectContaining({ type: 'AlarmRaised', alarmId: 'hot', state: 'UNACKNOWLEDGED' }),
    ]);
    expect(JSON.stringify(all.heard)).not.toContain(tenant);
    await waitFor(() => line.of('values').length > 0);
    const [change] = line.of('values').flat() as { assetPath: string; value: number }[];
    expect(change).toMatchObject({
      assetPath: 'acme/line-1',
      metric: 'temperature',
      value: 21,
      unit: 'Cel',
      quality: 'GOOD',
    });
    expect(new Set(line.heard.map(({ name }) => name))).toEqual(new Set(['hello', 'values']));
    expect(JSON.stringify(line.heard)).not.toContain('line-2');
    expect(other.heard.map(({ name }) => name)).toEqual(['hello']);
    await Promise.all(listeners.map((one) => one.stop()));
  });

  it('2. a reading that comes late corrects history and changes no live value', async () => {
    const one = new Listener(service, tenant, '?kinds=values');
    await waitFor(() => one.of('hello').length === 1);
    const send = (value: number, occurredAt: number) =>
      producer.send(
        TelemetryEnriched,
        'late',
        enriched({ tenant, assetId: 'late', assetPath: 'late', readings: [reading(value, { occurredAt })] }),
      );
    await send(2, T0 + 10);
    await waitFor(() => one.of('values').length === 1);
    await send(1, T0 + 5);
    await send(3, T0 + 20);
    await waitFor(() => one.of('values').length === 2);
    expect(one.of('values').flat()).toMatchObject([{ value: 2 }, { value: 3 }]);
    await one.stop();
  });

  it('3. as many as allowed and no more; a place comes free when a client goes', async () => {
    const open = Array.from({ length: 4 }, () => new Listener(service, tenant));
    await waitFor(() => open.every((one) => one.of('hello').length === 1));
    const refused = await service.get(tenant, '/v1/events');
    expect(refused).toMatchObject({ status: 503, body: { detail: 'Too many event streams are open.' } });
    await open[0]?.stop();
    const again = new Listener(service, tenant);
    await waitFor(() => again.of('hello').length === 1);
    await Promise.all([...open.slice(1), again].map((one) => one.stop()));
    expect(await service.get(tenant, '/v1/events?kinds=gossip')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'kinds.0' }] },
    });
  });
});
