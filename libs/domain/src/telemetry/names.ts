/** A device id: letters, digits and _ . : @ - / space, 1 to 256 characters. `/` joins Sparkplug's group, node and device. */
const DEVICE_ID = /^[\p{L}\p{N}_.:@/ -]{1,256}$/u;
const TENANT = /^[A-Za-z0-9_.-]{1,64}$/;
// eslint-disable-next-line no-control-regex -- control characters are what the pattern is there to refuse
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const MAX_METRIC_LENGTH = 256;

export const DEVICE_ID_RULE =
  'must be 1 to 256 letters, digits or _ . : @ - / and spaces, without a space at either end';
export const METRIC_RULE = 'must be 1 to 256 characters, no control characters, without a space at either end';
export const TENANT_RULE = 'must be 1 to 64 letters, digits or _ . -';

const trimmed = (text: string): boolean => text.charCodeAt(0) !== 32 && text.charCodeAt(text.length - 1) !== 32;

export function isDeviceId(input: unknown): input is string {
  return typeof input === 'string' && DEVICE_ID.test(input) && trimmed(input);
}

export function isTenant(input: unknown): input is string {
  return typeof input === 'string' && TENANT.test(input);
}

/** Metric names are the device's own ("Spindle/Temperature °C"), so nearly everything printable is one. */
export function isMetric(input: unknown): input is string {
  if (typeof input !== 'string' || input.length === 0 || input.length > MAX_METRIC_LENGTH) return false;
  return trimmed(input) && !CONTROL.test(input);
}
