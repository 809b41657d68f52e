import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { assertPortsFree, DEFAULT_PORTS, freePorts, portConflictText, portsFromEnv, portVariable } from './ports.ts';

describe('ports', () => {
  it('come from defaults and the environment', () => {
    expect(portVariable('registryManagement')).toBe('MILLRACE_PORT_REGISTRY_MANAGEMENT');
    expect(portsFromEnv({})).toEqual(DEFAULT_PORTS);
    expect(portsFromEnv({ MILLRACE_PORT_KAFKA: '19092' })).toEqual({ ...DEFAULT_PORTS, kafka: 19_092 });
  });

  it.each(['0', '65536', '80.5', 'http'])('refuses %s', (value) => {
    expect(() => portsFromEnv({ MILLRACE_PORT_PROXY: value })).toThrow(
      `MILLRACE_PORT_PROXY is "${value}": must be a whole number from 1 to 65535`,
    );
  });

  it('name the part and the way out when taken', async () => {
    const [port = 0] = await freePorts(1);
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    const checking = assertPortsFree({ ...DEFAULT_PORTS, clickhouse: port }, ['clickhouse']);
    await expect(checking).rejects.toThrow(portConflictText('clickhouse', port, 'EADDRINUSE'));
    await new Promise((resolve) => squatter.close(resolve));
    expect(portConflictText('clickhouse', 8123, 'EADDRINUSE')).toBe(
      "port 8123 for clickhouse can't be used (another program listens on it); set MILLRACE_PORT_CLICKHOUSE to a free port, " +
        "or stop that program (see who it is: ss -ltnp 'sport = :8123')",
    );
  });

  it('given as free differ from each other', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
  });
});
