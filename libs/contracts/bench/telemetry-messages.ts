import { randomUUID } from 'node:crypto';
import type { TelemetryReceived } from '@millrace/contracts';

const METRICS = ['temperature', 'vibration/rms', 'vibration/peak', 'current', 'power', 'speed', 'pressure', 'running'];
const START = 1_773_484_800_000_000;

/** Messages as a press sends them: numbers, and every eighth reading a switch. */
export function telemetryMessages(count: number, readings: number): TelemetryReceived[] {
  return Array.from({ length: count }, (_, i) => ({
    eventId: randomUUID(),
    tenant: 'acme',
    deviceId: `press-${i % 200}`,
    protocol: 'MQTT',
    receivedAt: START + i * 1000 + 123,
    sequence: i,
    readings: Array.from({ length: readings }, (_, k) => ({
      metric: METRICS[k % METRICS.length] ?? '',
      occurredAt: START + i * 1000,
      value: k % 8 === 7 ? i % 2 === 0 : 20 + Math.sin(i + k) * 5,
      quality: 'GOOD',
    })),
  }));
}
