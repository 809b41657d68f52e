import { TelemetryReceived, topic } from '@millrace/contracts';
import { AssetRegistry, type AssetEvent, type ShiftOf } from '@millrace/domain';
import { REPAIR_HEADER, StepError, type InRecord, type StepResult } from '@millrace/streaming';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReceivedLedger } from '../ledger/received-ledger.ts';
import { inRecord, plainCodecs as codecs, RecordingOutlet } from '../outlet.fixture.ts';
import { QuickTelemetry } from './quick-telemetry.ts';
import { RecentEvents } from './recent-events.ts';
import { telemetryStep } from './telemetry-step.ts';

const shiftOf: ShiftOf = (occurredAt) => (occurredAt % 3 === 0 ? null : `2026-03-14/schicht-${occurredAt % 3}-ä`);

/** The same pipeline twice over one registry: with the general step alone, and with the quick one first. */
class Stage {
  readonly outlet = new RecordingOutlet();
  readonly outcomes: StepResult<undefined>[] = [];
  /** Offsets of the records that the quick step took. */
  readonly taken: number[] = [];
  readonly #parts;
  readonly #quick: QuickTelemetry | undefined;

  constructor(registry: AssetRegistry, isQuick: boolean) {
    const ledger = new ReceivedLedger(codecs, 1_000);
    ledger.open({ topic: 'telemetry.received', partition: 3, position: 0, store: (spec) => this.outlet.store(spec) });
    this.#parts = { codecs, registry, recent: new RecentEvents(5), shiftOf, ledger };
    this.#quick = isQuick ? new QuickTelemetry(this.#parts) : undefined;
  }

  take(record: InRecord): void {
    const quick = this.#quick?.step(this.outlet, record);
    if (quick !== undefined) this.taken.push(record.offset);
    this.outcomes.push(quick ?? this.#general(record));
  }

  #general(record: InRecord): StepResult<undefined> {
    const decoded = codecs.decode(record.value as Buffer);
    if (decoded === undefined) throw new Error('of no schema');
    return telemetryStep(this.#parts, this.outlet, decoded, record);
  }

  /** Everything that was written, and the accounts of the ledger. */
  close(): unknown[] {
    const { outlet } = this;
    const context = { partition: 3, store: outlet.store.bind(outlet), emit: outlet.emit.bind(outlet) };
    this.#parts.ledger.keep(context, 1_000);
    this.#parts.ledger.closeDue(context, 1_000_000_000);
    return outlet.emitted;
  }
}

const TENANTS = ['acme', 'ümbrella'];
const DEVICES = ['gw-1', 'gw-2', 'gerät-3'];
const METRICS = ['p', 'druck/ä', 'a metric whose name is longer than most of them are, as some are'];
const ASSETS = Array.from({ length: 10 }, (_, index) => `asset-${index}`);
const tenant = fc.constantFrom(...TENANTS);
const text = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

const change = fc.record({
  act: fc.constantFrom('bind' as const, 'bind' as const, 'unbind' as const),
  ...{ tenant, assetId: fc.constantFrom(...ASSETS), metric: fc.constantFrom<string>('pressure', 'température') },
  ...{
    deviceId: fc.constantFrom(...DEVICES),
    deviceMetric: fc.constantFrom(...METRICS),
    unit: fc.constantFrom<string>('', 'kPa'),
  },
  ...{
    factor: fc.double({ noNaN: true }),
    offset: fc.double({ noNaN: true }),
    rangeHigh: fc.option(fc.constant<number>(10)),
  },
});
const message: fc.Arbitrary<TelemetryReceived> = fc.record({
  eventId: fc.oneof(fc.uuid(), fc.constantFrom('e1', 'e2', '018f0000-0000-7000-8000-000000000001', 'ä')),
  ...{ tenant, deviceId: fc.constantFrom(...DEVICES), protocol: fc.constantFrom('HTTP', 'SPARKPLUG') },
  ...{ receivedAt: fc.nat(30_000_000), sequence: fc.option(fc.nat(20)) },
  readings: fc.array(
    fc.record({
      ...{
        metric: fc.constantFrom(...METRICS),
        occurredAt: fc.integer(),
        quality: fc.constantFrom('GOOD', 'UNCERTAIN', 'BAD'),
      },
      value: fc.oneof(fc.double(), fc.integer({ min: 0, max: 20 }), fc.boolean(), text, fc.constant(null)),
    }),
    { maxLength: 6 },
  ),
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;
type Event = { readonly change: Change } | { readonly message: TelemetryReceived };

/** A plant in which everything is bound, so that the short cut has something to do: every device feeds several assets. */
const PLANT = TENANTS.flatMap((tenant) =>
  DEVICES.flatMap((deviceId, device) =>
    METRICS.map((deviceMetric, place): Change => {
      const metric = {
        assetId: `asset-${device * 2 + (place >> 1)}`,
        metric: place === 1 ? 'température' : 'pressure',
      };
      const conversion = { unit: 'kPa', factor: 1.5, offset: -1, rangeHigh: 10 };
      return { act: 'bind', tenant, deviceId, deviceMetric, ...metric, ...conversion };
    }),
  ),
);
const changes = change.map((change) => ({ change }));
const messages = message.map((message) => ({ message }));
const events: fc.Arbitrary<Event[]> = fc
  .tuple(
    fc.oneof(fc.constant(PLANT), fc.array(change, { maxLength: 12 })),
    fc.array(fc.oneof({ weight: 6, arbitrary: messages }, changes), { maxLength: 30 }),
  )
  .map(([plant, rest]) => [...plant.map((change) => ({ change })), ...rest]);

/** An asset is registered when it is first bound; each change has the next version. */
function apply(registry: AssetRegistry, { act, tenant, assetId, rangeHigh, ...binding }: Change) {
  const caused = { eventId: '', commandId: '', tenant, assetId, actor: '', occurredAt: 0 };
  const version = (): number => (registry.asset(tenant, assetId)?.version ?? 0) + 1;
  if (version() === 1) {
    const place = {
      name: assetId,
      level: 'AREA',
      parentId: null,
      path: `${tenant}/halle-ß/${assetId}`,
      typeId: null,
    } as const;
    registry.apply({ type: 'AssetRegistered', data: { ...caused, ...place, version: 1 } });
  }
  const range = { sourceUnit: 'bar', rangeLow: null, rangeHigh };
  const data = { ...caused, ...binding, ...range, version: version() };
  registry.apply({ type: act === 'bind' ? 'MetricBound' : 'MetricUnbound', data } as AssetEvent);
}

describe('the short cut for messages whose readings are all bound', () => {
  it('1. writes, answers and counts what the general step does, however the registry changes meanwhile', () => {
    let taken = 0;
    fc.assert(
      fc.property(events, (list) => {
        const registry = new AssetRegistry();
        const [general, quick] = [new Stage(registry, false), new Stage(registry, true)];
        for (const [offset, event] of list.entries()) {
          if ('change' in event) apply(registry, event.change);
          else {
            const { tenant, deviceId } = event.message;
            const value = codecs.encode(TelemetryReceived, event.message);
            for (const stage of [general, quick]) {
              stage.take(inRecord(topic.telemetryReceived, offset, `${tenant}/${deviceId}`, value));
            }
          }
        }
        expect(quick.outcomes).toEqual(general.outcomes);
        expect(quick.close()).toEqual(general.close());
        taken += quick.taken.length;
      }),
      { numRuns: 500 },
    );
    // It would prove nothing of a step that takes none.
    expect(taken).toBeGreaterThan(500);
  });
});

describe('the short cut leaves to the general step', () => {
  const registry = new AssetRegistry();
  const bound = {
    act: 'bind',
    tenant: 'acme',
    metric: 'pressure',
    unit: '',
    factor: 1,
    offset: 0,
    rangeHigh: null,
  } as const;
  for (const assetId of ASSETS.slice(0, 8)) apply(registry, { ...bound, assetId, deviceId: 'gw-1', deviceMetric: 'p' });
  const reading = { metric: 'p', occurredAt: 1, value: 1, quality: 'GOOD' } as const;
  const plain: TelemetryReceived = {
    ...{ eventId: 'e', tenant: 'acme', deviceId: 'gw-1', protocol: 'HTTP', receivedAt: 1, sequence: null },
    readings: [reading],
  };
  const isTaken = (change: Partial<TelemetryReceived>, record: Partial<InRecord> = {}): boolean => {
    const value = codecs.encode(TelemetryReceived, { ...plain, ...change });
    const stage = new Stage(registry, true);
    if (record.value !== null) stage.take({ ...inRecord(topic.telemetryReceived, 0, 'k', value), ...record });
    return stage.taken.length === 1;
  };

  it('2. nothing that is plain', () => {
    expect(isTaken({})).toBe(true);
    expect(isTaken({ sequence: 2 ** 53 - 2 })).toBe(true);
    expect(isTaken({ readings: [reading, { ...reading, value: 'on' }, { ...reading, value: null }] })).toBe(true);
  });

  it('3. readings that nobody bound, and messages without any', () => {
    expect(isTaken({ readings: [reading, { ...reading, metric: 'x' }] })).toBe(false);
    expect(isTaken({ deviceId: 'gw-9' })).toBe(false);
    expect(isTaken({ readings: [] })).toBe(false);
  });

  it('4. what was resubmitted, ids and values that are not ASCII', () => {
    expect(isTaken({}, { headers: { [REPAIR_HEADER]: 'letter=a;root=a;attempt=1;stream=s' } })).toBe(false);
    expect(isTaken({ eventId: 'é' })).toBe(false);
    expect(isTaken({ readings: [{ ...reading, value: 'é' }] })).toBe(false);
  });

  it('5. more assets than it keeps apart', () => {
    apply(registry, { ...bound, assetId: 'asset-8', deviceId: 'gw-1', deviceMetric: 'p' });
    expect(isTaken({})).toBe(false);
    apply(registry, { ...bound, act: 'unbind', assetId: 'asset-8', deviceId: 'gw-1', deviceMetric: 'p' });
    expect(isTaken({})).toBe(true);
    expect(isTaken({ sequence: 2 ** 53 - 2 })).toBe(true);
  });

  it('6. bytes that cannot be read, and records without a value', () => {
    const stage = new Stage(registry, true);
    const quick = new QuickTelemetry({
      codecs,
      registry,
      shiftOf,
      recent: new RecentEvents(5),
      ledger: new ReceivedLedger(codecs, 1),
    });
    expect(quick.step(stage.outlet, inRecord('t', 0, 'k', null))).toBe(undefined);
    expect(quick.step(stage.outlet, inRecord('t', 0, 'k', Buffer.from('{"json":true}')))).toBe(undefined);
    const cut = codecs.encode(TelemetryReceived, plain).subarray(0, -1);
    expect(quick.step(stage.outlet, inRecord('t', 0, 'k', cut))).toBe(undefined);
  });

  it('7. nothing of an output that is too large: it is the record’s fault, as there', () => {
    const stage = new Stage(registry, true);
    stage.outlet.emit = () => {
      throw new StepError({ code: 'OUTPUT_TOO_LARGE', detail: '' });
    };
    const record = inRecord(topic.telemetryReceived, 0, 'k', codecs.encode(TelemetryReceived, plain));
    expect(() => stage.take(record)).toThrow('OUTPUT_TOO_LARGE');
  });
});
