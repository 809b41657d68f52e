import { DeviceBindings } from '@millrace/domain';
import { describe, expect, it } from 'vitest';
import { UnboundDevices } from './unbound-devices.ts';

const seen = (deviceId: string, firstSeenAt: number, tenant = 'acme') => ({
  ...{ eventId: `${deviceId}-${firstSeenAt}`, tenant, deviceId, metrics: ['t'], firstSeenAt },
});

describe('unbound devices', () => {
  it('1. lists a tenant’s devices, the last seen first, each with its first sight', () => {
    const devices = new UnboundDevices({ bindingsOf: () => undefined });
    for (const event of [seen('a', 1), seen('b', 2), seen('a', 3), seen('c', 4, 'other')]) devices.seen(event);
    expect(devices.of('acme')).toEqual([
      { deviceId: 'b', metrics: [{ name: 't', datatype: null }], edgeNode: null, firstSeenAt: 2 },
      { deviceId: 'a', metrics: [{ name: 't', datatype: null }], edgeNode: null, firstSeenAt: 1 },
    ]);
    expect(devices.of('nobody')).toEqual([]);
  });

  it('2. leaves out what somebody has bound since, for as long as it is bound', () => {
    const bound = new Set(['a']);
    const devices = new UnboundDevices({ bindingsOf: (_, id) => (bound.has(id) ? new DeviceBindings() : undefined) });
    devices.seen(seen('a', 1));
    expect(devices.of('acme')).toEqual([]);
    bound.clear();
    expect(devices.of('acme')).toHaveLength(1);
  });

  it('3. knows what a device announced, from its last birth, also when it has not said anything yet', () => {
    let isBound = false;
    const devices = new UnboundDevices({ bindingsOf: () => (isBound ? new DeviceBindings() : undefined) });
    const born = (metric: string, receivedAt: number) => ({
      ...({ eventId: 'e', tenant: 'acme', deviceId: 'a', protocol: 'SPARKPLUG', edgeNode: 'g/n' } as const),
      ...{ metrics: [{ name: metric, alias: 1, datatype: 'Double' }], occurredAt: 0, receivedAt },
    });
    devices.born(born('t', 5));
    devices.seen(seen('a', 6));
    devices.born(born('p', 7));
    const announced = { deviceId: 'a', metrics: [{ name: 'p', datatype: 'Double' }], edgeNode: 'g/n', firstSeenAt: 5 };
    expect(devices.of('acme')).toEqual([announced]);
    isBound = true;
    devices.born(born('x', 8));
    expect(devices.get('acme', 'a')).toEqual(announced);
  });
});
