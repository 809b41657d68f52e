import { describe, expect, it } from 'vitest';
import { DEFAULT_PORTS } from '../ports.ts';
import { renderServerProperties } from './kafka-config.ts';
import { renderAcl, renderMosquittoConfig, renderPasswords } from './mosquitto-config.ts';
import { registryProperties } from './registry.ts';

const lines = (text: string) =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s, 2) as [string, string]),
  );

describe('server.properties', () => {
  const one = { nodeId: 1, port: 9092, controllerPort: 9093, logDir: '/data/kafka' };

  it('describe a single node on loopback that creates no topic by itself', () => {
    const properties = lines(renderServerProperties(one));
    expect(properties.get('listeners')).toBe('PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093');
    expect(properties.get('controller.quorum.voters')).toBe('1@127.0.0.1:9093');
    expect(properties.get('auto.create.topics.enable')).toBe('false');
    expect(properties.get('transaction.state.log.replication.factor')).toBe('1');
    expect(properties.get('group.initial.rebalance.delay.ms')).toBe('0');
  });

  it('ask for as many copies as there are nodes', () => {
    const voters = ['1@127.0.0.1:9093', '2@127.0.0.1:9095', '3@127.0.0.1:9097'];
    const properties = lines(renderServerProperties({ ...one, voters, replication: 3 }));
    expect(properties.get('controller.quorum.voters')).toBe(voters.join(','));
    expect(properties.get('offsets.topic.replication.factor')).toBe('3');
    expect(properties.get('min.insync.replicas')).toBe('2');
  });

  it('escape what would be an escape', () => {
    expect(renderServerProperties({ ...one, logDir: 'C:\\data' })).toContain('log.dirs=C:\\\\data\n');
  });
});

describe('Mosquitto', () => {
  const users = [
    { name: 'plant', password: 'p:w', acl: [{ access: 'write', topic: 'spBv1.0/#' }] },
    {
      name: 'ingestion',
      password: 'x',
      acl: [
        { access: 'read', topic: '#' },
        { access: 'write', topic: 'STATE/1' },
      ],
    },
  ] as const;

  it('gets a line a user and a block of rights a user', () => {
    expect(renderPasswords(users)).toBe('plant:p:w\ningestion:x\n');
    expect(renderAcl(users)).toBe(
      'user plant\ntopic write spBv1.0/#\n\nuser ingestion\ntopic read #\ntopic write STATE/1\n',
    );
  });

  it.each([
    ['a name with a colon', { name: 'a:b', password: 'x', acl: [] }],
    ['a name with a line feed', { name: 'a\nuser b', password: 'x', acl: [] }],
    ['an empty password', { name: 'a', password: '', acl: [] }],
    ['a password of two lines', { name: 'a', password: 'x\ny:z', acl: [] }],
  ])('refuses %s', (_, user) => {
    expect(() => renderPasswords([user])).toThrow(/MQTT user/);
  });

  it('listens on loopback and lets nobody in unnamed', () => {
    const config = renderMosquittoConfig(1883, { passwordFile: '/p', aclFile: '/a', persistenceDir: '/d' }, false);
    expect(config).toContain('listener 1883 127.0.0.1\n');
    expect(config).toContain('allow_anonymous false\n');
    expect(config).not.toContain('user root');
  });
});

describe('the registry', () => {
  it('stores in a file and opens no port to the network', () => {
    const properties = registryProperties({ dataDir: '/data/registry', ports: DEFAULT_PORTS, onProgress: () => {} });
    expect(properties['apicurio.datasource.url']).toBe('jdbc:h2:file:/data/registry/registry;WRITE_DELAY=0');
    expect([properties['quarkus.http.host'], properties['quarkus.management.host']]).toEqual([
      '127.0.0.1',
      '127.0.0.1',
    ]);
  });
});
