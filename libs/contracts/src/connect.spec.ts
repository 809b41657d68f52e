import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ALL_CONTRACTS, AlarmRaised, Codecs, RegistryClient, RegistryError } from './index.ts';
import { FakeRegistry } from './test-support/fake-registry.ts';

/** Registering every contract takes a hundred requests, which a busy machine answers late. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('Codecs.connect', () => {
  let registry: FakeRegistry;
  beforeEach(async () => {
    registry = await FakeRegistry.start();
  });
  afterEach(() => registry[Symbol.asyncDispose]());

  it('registers every contract under its subject, FULL_TRANSITIVE, and again without a change', async () => {
    for (let time = 0; time < 2; time++) {
      await Codecs.connect({ registryUrl: registry.url, autoRegister: true });
      expect([...registry.subjects.keys()].sort()).toEqual(ALL_CONTRACTS.map((contract) => contract.subject).sort());
      expect([...registry.subjects.values()].every((versions) => versions.length === 1)).toBe(true);
      expect(new Set(registry.levels.values())).toEqual(new Set(['FULL_TRANSITIVE']));
    }
  });

  it('guards a subject before it gets its next version', async () => {
    const client = new RegistryClient(registry.url);
    await client.register(AlarmRaised.subject, '{"type":"record","name":"older","fields":[]}');
    registry.requests.length = 0;
    await Codecs.connect({ registryUrl: registry.url, autoRegister: true, contracts: [AlarmRaised] });
    const changes = registry.requests.filter((request) => !request.startsWith('GET'));
    expect(changes).toEqual([`PUT /config/${AlarmRaised.subject}`, `POST /subjects/${AlarmRaised.subject}/versions`]);
  });

  it('without autoRegister names the missing subject and the command that registers it', async () => {
    const connecting = Codecs.connect({ registryUrl: registry.url, autoRegister: false, contracts: [AlarmRaised] });
    await expect(connecting).rejects.toThrow(RegistryError);
    await expect(connecting).rejects.toThrow(new RegExp(`${AlarmRaised.subject}.*npm run contracts:register`));
    expect(registry.subjects.size).toBe(0);
  });

  it('without autoRegister reads with the ids of the registry', async () => {
    const writing = await Codecs.connect({ registryUrl: registry.url, autoRegister: true });
    const reading = await Codecs.connect({ registryUrl: registry.url, autoRegister: false });
    const value = AlarmRaised.type.random() as unknown as AlarmRaised;
    expect(reading.decode(writing.encode(AlarmRaised, value))?.value).toEqual(value);
  });

  it('waits for a registry that is not ready', async () => {
    registry.failures.push(503, 500, 429);
    const codecs = await Codecs.connect({ registryUrl: registry.url, autoRegister: true, contracts: [AlarmRaised] });
    expect(codecs).toBeInstanceOf(Codecs);
  });

  it('takes a conflict with another process that did the same for done', async () => {
    await Codecs.connect({ registryUrl: registry.url, autoRegister: true, contracts: [AlarmRaised] });
    const [versions, noLevelYet, conflict] = [undefined, 404, 409];
    registry.failures.push(versions, noLevelYet, conflict);
    await Codecs.connect({ registryUrl: registry.url, autoRegister: true, contracts: [AlarmRaised] });
    expect(registry.levels.get(AlarmRaised.subject)).toBe('FULL_TRANSITIVE');
  });

  it('does not try again what the registry refused', async () => {
    registry.failures.push(422);
    const connecting = Codecs.connect({ registryUrl: registry.url, autoRegister: true, contracts: [AlarmRaised] });
    await expect(connecting).rejects.toMatchObject({
      status: 422,
      subject: AlarmRaised.subject,
      body: '{"error_code":422}',
    });
    expect(registry.requests).toHaveLength(1);
  });

  it('gives up in bounded time and says why', async () => {
    const { url } = registry;
    await registry[Symbol.asyncDispose]();
    const connecting = Codecs.connect({ registryUrl: url, autoRegister: true, contracts: [AlarmRaised], retryMs: 250 });
    await expect(connecting).rejects.toThrow(/no answer.*ECONNREFUSED/);
  });
});
