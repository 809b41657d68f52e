const START_MILLIS = 1_773_484_000_000;
const DEVICES = 1_000;

/** A flush as gateways send it: compact with one time a message, or in the long form with an ISO time and quality a reading. */
export function gatewayFlush(form: 'values' | 'readings', flush: number, messages: number, readings: number): Buffer {
  const at = START_MILLIS + flush * 100;
  const items = Array.from({ length: messages }, (_, index) => {
    const device = (flush * messages + index) % DEVICES;
    const named = Array.from({ length: readings }, (_, metric) => {
      const wave = 50 + 10 * Math.sin(at / 60_000 + device + metric);
      return [`metric-${metric}`, Number(wave.toFixed(3))] as const;
    });
    const envelope = { deviceId: `bench-${device}`, messageId: `m8k2x1-${flush}-${index}` };
    if (form === 'values') return { ...envelope, occurredAt: at, values: Object.fromEntries(named) };
    const occurredAt = new Date(at).toISOString();
    return { ...envelope, readings: named.map(([metric, value]) => ({ metric, value, occurredAt, quality: 'GOOD' })) };
  });
  return Buffer.from(JSON.stringify(items));
}
