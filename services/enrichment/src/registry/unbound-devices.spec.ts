import { DeviceBindings } from '@millrace/domain';
import { describe, expect, it } from 'vitest';
import { UnboundDevices } from './unbound-devices.ts';

const seen = (deviceId: string, firstSeenAt: number, tenant = 'acme') => ({
  ...{ eventId: `${deviceId}-${firstSeenAt}`, tenant, deviceId, metrics: ['t'], firstSeenAt },
});

describe('unbound devices', () => {
  it('1. lists a tenant’s devices, the last seen first, each with its first sight', () => {
    const devices = new UnboundDevices({ bindingsOf: () => undefined });
    for (const event of [seen('a', 1), seen('b', 2), seen('a', 3), seen('c', 4, 'other')]) devices.apply(event);
    expect(devices.of('acme')).toEqual([
      { deviceId: 'b', metrics: ['t'], firstSeenAt: 2 },
      { deviceId: 'a', metrics: ['t'], firstSeenAt: 1 },
    ]);
    expect(devices.of('nobody')).toEqual([]);
  });

  it('2. leaves out what somebody has bound since, for as long as it is bound', () => {
    const bound = new Set(['a']);
    const devices = new UnboundDevices({ bindingsOf: (_, id) => (bound.has(id) ? new DeviceBindings() : undefined) });
    devices.apply(seen('a', 1));
    expect(devices.of('acme')).toEqual([]);
    bound.clear();
    expect(devices.of('acme')).toHaveLength(1);
  });
});
