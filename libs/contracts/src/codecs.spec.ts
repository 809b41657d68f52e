import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { avroType } from './avro-type.ts';
import { AlarmCommandRefused, Codecs, DeadLetter, DecodeError, EncodeError, RegistryError } from './index.ts';
import { FakeRegistry } from './test-support/fake-registry.ts';

/** Registering every contract takes a hundred requests, which a busy machine answers late. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const refused: AlarmCommandRefused = {
  eventId: 'e-1',
  commandId: 'c-1',
  tenant: 'acme',
  alarmId: 'a-1',
  code: 'UNKNOWN_ALARM',
  detail: 'alarmId "a-1": no such alarm',
  occurredAt: 1_773_472_500_000_000,
};
const wire = (id: number, avro: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.writeInt32BE(id, 1);
  return Buffer.concat([head, avro]);
};
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
  return 'none';
};

describe('encode', () => {
  const codecs = Codecs.withoutRegistry();

  it('never writes to a buffer it has handed out', () => {
    const values = Array.from({ length: 2_000 }, (_, i) => ({ ...refused, detail: `${i}`.repeat(20) }));
    const encoded = values.map((value) => codecs.encode(AlarmCommandRefused, value));
    expect(encoded.map((bytes) => codecs.decode(bytes)?.value)).toEqual(values);
  });

  it('takes values larger than its slab', () => {
    const detail = 'x'.repeat(300_000);
    expect(codecs.decode(codecs.encode(AlarmCommandRefused, { ...refused, detail }))?.value).toEqual({
      ...refused,
      detail,
    });
  });

  it.each([
    [{ occurredAt: 2 ** 53 }, 'AlarmCommandRefused.occurredAt: 9007199254740992: must be an integer between'],
    [{ occurredAt: 1.5 }, 'AlarmCommandRefused.occurredAt: 1.5: must be an integer between'],
    [{ code: null }, 'AlarmCommandRefused.code: null: must be string'],
    [{ code: undefined }, 'AlarmCommandRefused.code: undefined: must be string'],
  ])('names field, value and rule: %o', (wrong, message) => {
    const encode = () => codecs.encode(AlarmCommandRefused, { ...refused, ...wrong } as AlarmCommandRefused);
    expect(encode).toThrow(EncodeError);
    expect(encode).toThrow(message);
  });

  it('writes half a surrogate pair as U+FFFD, short or long', () => {
    for (const length of [1, 100]) {
      const bytes = codecs.encode(AlarmCommandRefused, { ...refused, detail: 'x'.repeat(length) + '\ud800' });
      expect(bytes.includes(Buffer.from('x\ufffd'))).toBe(true);
    }
  });

  it('keeps a map key that is called __proto__', () => {
    const headers = Object.defineProperty({}, '__proto__', { value: Buffer.from('x'), enumerable: true }) as Record<
      string,
      Buffer
    >;
    const source = { topic: 't', partition: 0, offset: 1 };
    const bytes = codecs.encode(DeadLetter, {
      ...{
        deadLetterId: 'd',
        service: 's',
        stream: 's',
        source,
        sourceTimestamp: 0,
        reason: 'R',
        field: null,
        rule: null,
      },
      ...{ detail: '', failedAt: 0, key: null, value: null, headers },
    });
    const decoded = codecs.decode(bytes);
    expect(decoded?.type === 'DeadLetter' && Object.keys(decoded.value.headers)).toEqual(['__proto__']);
  });
});

describe('decode', () => {
  let registry: FakeRegistry;
  let codecs: Codecs;
  beforeEach(async () => {
    registry = await FakeRegistry.start();
    codecs = await Codecs.connect({ registryUrl: registry.url, autoRegister: true, retryMs: 0 });
    registry.requests.length = 0;
  });
  afterEach(() => registry[Symbol.asyncDispose]());

  it('refuses what is not in the wire format', () => {
    expect(codeOf(() => codecs.decode(Buffer.alloc(4)))).toBe('NOT_CONFLUENT');
    expect(codeOf(() => codecs.decode(Buffer.from('{"json":true}')))).toBe('NOT_CONFLUENT');
  });

  it('refuses bytes after the record', () => {
    const bytes = Buffer.concat([codecs.encode(AlarmCommandRefused, refused), Buffer.alloc(1)]);
    expect(codeOf(() => codecs.decode(bytes))).toBe('CORRUPT');
  });

  it('reads a value written with an older schema: fields added since have their default', async () => {
    const schema = JSON.parse(AlarmCommandRefused.schemaJson) as { fields: { name: string }[] };
    schema.fields = schema.fields.filter((field) => field.name !== 'detail');
    const id = registry.add(JSON.stringify(schema));
    const { detail: _, ...older } = refused;
    const bytes = wire(id, avroType(JSON.stringify(schema)).toBuffer(older));

    expect(codecs.decode(bytes)).toBeUndefined();
    expect((await codecs.decodeAsync(bytes)).value).toEqual({ ...refused, detail: '' });
    expect(codecs.decode(bytes)?.value).toEqual({ ...refused, detail: '' });
  });

  it('asks for a schema once, however many records need it at the same time', async () => {
    const id = registry.add(AlarmCommandRefused.schemaJson.replace('nothing changed', 'all as before'));
    const bytes = wire(id, AlarmCommandRefused.type.toBuffer(refused));
    await Promise.all([codecs.prepare([bytes, bytes, null]), codecs.prepare([bytes]), codecs.decodeAsync(bytes)]);
    await codecs.prepare([bytes]);
    expect(registry.requests).toEqual([`GET /schemas/ids/${id}`]);
  });

  it('after prepare throws for ids the registry does not know, and does not ask for them again', async () => {
    const unknown = [wire(9_999, Buffer.alloc(3)), wire(-5, Buffer.alloc(3))];
    await codecs.prepare([Buffer.alloc(2), ...unknown]);
    await codecs.prepare(unknown);
    expect(unknown.map((bytes) => codeOf(() => codecs.decode(bytes)))).toEqual([
      'UNKNOWN_SCHEMA_ID',
      'UNKNOWN_SCHEMA_ID',
    ]);
    expect(registry.requests).toEqual(['GET /schemas/ids/9999']);
  });

  it.each([
    ['another record', '{"type":"record","name":"other.Thing","fields":[]}'],
    ['no Avro', 'syntax = "proto3";'],
    ['no record', '"string"'],
    ['an incompatible namesake', '{"type":"record","name":"io.millrace.alarms.v1.AlarmRaised","fields":[]}'],
  ])('throws UNKNOWN_TYPE for a schema that is %s', async (_, schema) => {
    const bytes = wire(registry.add(schema), Buffer.alloc(0));
    await codecs.prepare([bytes]);
    expect(codeOf(() => codecs.decode(bytes))).toBe('UNKNOWN_TYPE');
  });

  it('does not take a registry that fails for an unknown id', async () => {
    const bytes = wire(9_999, Buffer.alloc(0));
    registry.failures.push(503);
    await expect(codecs.prepare([bytes])).rejects.toThrow(RegistryError);
    expect(codecs.decode(bytes)).toBeUndefined();
  });
});
