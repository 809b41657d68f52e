import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ALL_CONTRACTS,
  AlarmRaised,
  avroType,
  Codecs,
  registerContract,
  RegistryClient,
  RegistryError,
  type EventContract,
} from '@millrace/contracts';
import { repositoryRoot, startStack, type Stack } from '@millrace/local-stack';
import { stackForTests } from '@millrace/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AvroField, AvroRecord, AvroSchema } from './avro-schema.ts';
import { withFullNames } from './full-names.ts';

const RETRY_MS = 20_000;

/** A contract of its own for a test, so that tests do not meet in a subject. */
function contractOf(name: string, fields: readonly AvroField[]): EventContract<Record<string, unknown>> {
  const record: AvroRecord = { type: 'record', name, namespace: 'io.millrace.test.v1', fields };
  const fullName = `io.millrace.test.v1.${name}`;
  const schemaJson = JSON.stringify(record);
  return { name, fullName, topic: 'tests', subject: `tests-${fullName}`, schemaJson, type: avroType(schemaJson) };
}

/** Apicurio writes a schema anew: attributes in another order, namespaces only where they change. */
const asWritten = (schemaJson: string): AvroSchema => withFullNames(JSON.parse(schemaJson) as AvroSchema);
/** Two starts of a JVM on a busy machine. */
const RESTART_TIMEOUT_MS = 180_000;

const id = { name: 'eventId', type: 'string' } as const;
const note = { name: 'note', type: ['null', 'string'], default: null } as const;
const fresh = (prefix: string): string => `${prefix}${crypto.randomUUID().replaceAll('-', '')}`;

describe('the schema registry', () => {
  let client: RegistryClient;
  let registryUrl: string;
  beforeAll(() => {
    ({ registryUrl } = stackForTests());
    client = new RegistryClient(registryUrl);
  });

  it('takes every contract, again and from several processes at once, under one id', async () => {
    const connect = () => Codecs.connect({ registryUrl, autoRegister: true });
    await Promise.all([connect(), connect(), connect()]);
    expect(await client.listSubjects()).toEqual(expect.arrayContaining(ALL_CONTRACTS.map(({ subject }) => subject)));
    for (const { subject, schemaJson } of ALL_CONTRACTS) {
      expect(await client.listVersions(subject)).toEqual([1]);
      expect(await client.findCompatibility(subject)).toBe('FULL_TRANSITIVE');
      const schemaId = await client.findId(subject, schemaJson);
      const held = (await client.findSchema(schemaId ?? -1))?.schema ?? '';
      expect(asWritten(held)).toEqual(asWritten(schemaJson));
    }
    const reading = await Codecs.connect({ registryUrl, autoRegister: false });
    const raised = AlarmRaised.type.random() as unknown as AlarmRaised;
    expect(reading.decode((await connect()).encode(AlarmRaised, raised))?.value).toEqual(raised);
  });

  it('gives processes that register the same at the same time the same id', async () => {
    for (let round = 0; round < 10; round++) {
      const contract = contractOf(fresh('Thing'), [id, note]);
      const register = () => registerContract(new RegistryClient(registryUrl), contract, RETRY_MS);
      const ids = await Promise.all(Array.from({ length: 5 }, register));
      expect(new Set(ids).size).toBe(1);
      expect(await client.listVersions(contract.subject)).toEqual([1]);
      expect(await client.findCompatibility(contract.subject)).toBe('FULL_TRANSITIVE');
    }
  });

  it.each<[string, AvroField[]]>([
    ['a field added without a default', [id, note, { name: 'more', type: 'string' }]],
    ['a field without a default removed', [note]],
    ['another type', [{ ...id, type: 'long' }, note]],
  ])('refuses %s with 409', async (_, fields) => {
    const name = fresh('Thing');
    await registerContract(client, contractOf(name, [id, note]), RETRY_MS);
    const changed = contractOf(name, fields);

    expect(await client.isCompatible(changed.subject, changed.schemaJson)).toBe(false);
    const refusal = await registerContract(client, changed, RETRY_MS).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RegistryError);
    expect(refusal).toMatchObject({ status: 409, subject: changed.subject });
    expect(await client.listVersions(changed.subject)).toEqual([1]);
  });

  it('takes a field with a default added and one removed', async () => {
    const name = fresh('Thing');
    const first = await registerContract(client, contractOf(name, [id, note]), RETRY_MS);
    const more = { name: 'more', type: 'double', default: 1 } as const;
    const second = await registerContract(client, contractOf(name, [id, more]), RETRY_MS);
    expect(second).not.toBe(first);
    expect(await client.listVersions(`tests-io.millrace.test.v1.${name}`)).toEqual([1, 2]);
  });

  it('gives a reader the schema of a writer that is ahead of it', async () => {
    const newer = { ...AlarmRaised, schemaJson: withMoreOf(AlarmRaised.schemaJson) };
    const writerId = await client.register(fresh('tests-'), newer.schemaJson);
    const head = Buffer.alloc(5);
    head.writeInt32BE(writerId, 1);
    const raised = AlarmRaised.type.random() as unknown as AlarmRaised;
    const value = Buffer.concat([head, avroType(newer.schemaJson).toBuffer({ ...raised, more: 'of it' })]);

    const codecs = await Codecs.connect({ registryUrl, autoRegister: false, contracts: [AlarmRaised] });
    expect(codecs.decode(value)).toBeUndefined();
    await codecs.prepare([value]);
    expect(codecs.decode(value)?.value).toEqual(raised);
  });
});

const withMoreOf = (schemaJson: string): string => {
  const record = JSON.parse(schemaJson) as AvroRecord;
  return JSON.stringify({ ...record, fields: [{ name: 'more', type: 'string', default: '' }, ...record.fields] });
};

describe('a registry that was killed and started again', () => {
  it(
    'keeps ids, versions and levels',
    async () => {
      const dir = await mkdtemp(join(repositoryRoot(), '.millrace', 'registry-'));
      let stack: Stack | undefined;
      try {
        stack = await startStack({ dir, ports: 'free', parts: ['registry'] });
        const { registryUrl } = stack.addresses;
        const client = new RegistryClient(registryUrl);
        const contracts = [AlarmRaised, ...ALL_CONTRACTS.slice(0, 3)];
        await Codecs.connect({ registryUrl, autoRegister: true, contracts });
        const idsOf = () => Promise.all(contracts.map(({ subject, schemaJson }) => client.findId(subject, schemaJson)));
        const before = await idsOf();

        await stack.kill('registry', 'SIGKILL');
        const waiting = Codecs.connect({ registryUrl, autoRegister: false, contracts });
        await stack.restart('registry');
        await waiting;

        expect(await idsOf()).toEqual(before);
        expect(await client.listVersions(AlarmRaised.subject)).toEqual([1]);
        expect(await client.findCompatibility(AlarmRaised.subject)).toBe('FULL_TRANSITIVE');
      } finally {
        await stack?.stop();
        await rm(dir, { recursive: true, force: true });
      }
    },
    RESTART_TIMEOUT_MS,
  );
});
