import { ProblemException } from '@millrace/platform/nest';
import type { UnboundDevice, UnboundDevices } from '../registry/unbound-devices.ts';
import type { AcceptDeviceRequest, BulkRegisterRequest } from './requests.ts';

type Metrics = BulkRegisterRequest['assets'][number]['metrics'];

/** The device as it waits. @throws ProblemException 404 when no such device waits */
export function waitingDevice(devices: UnboundDevices, tenant: string, deviceId: string): UnboundDevice {
  const device = devices.of(tenant).find((one) => one.deviceId === deviceId);
  if (device !== undefined) return device;
  throw new ProblemException(404, { detail: `deviceId "${deviceId}": no such device waits to be bound` });
}

/** How its metrics are bound: as asked for, or all that it announced, under its own names. */
export function metricsOf(device: UnboundDevice, wanted: AcceptDeviceRequest['metrics']): Metrics {
  const { deviceId } = device;
  if (wanted !== undefined) {
    return wanted.map(({ metric, ...binding }) => ({ ...binding, deviceId, metric: metric ?? binding.deviceMetric }));
  }
  return device.metrics
    .filter(({ name }) => !isOfProtocol(name))
    .map(({ name }) => ({
      ...{ metric: name, deviceId, deviceMetric: name, sourceUnit: '', unit: '', scale: 1, offset: 0 },
    }));
}

/** Metrics of Sparkplug B that are about the session or order the node about: of the protocol, not of the plant. */
const isOfProtocol = (name: string): boolean => name === 'bdSeq' || /^(Node|Device) Control\//.test(name);
