import { COUNTER_METRIC, METRICS, WAVE_HIGH, WAVE_LOW, WAVE_METRIC } from './load-plant.ts';

/** Messages in one half wave: that many below the limit, then that many above it. */
export const HALF_WAVE = 50;

/** A device message as the front doors take it. */
export interface NumberedMessage {
  readonly deviceId: string;
  readonly messageId: string;
  readonly occurredAt: number;
  readonly readings: readonly { readonly metric: string; readonly value: number }[];
}

/** A message that carries its number, and its place in the wave. Always the same for the same arguments. */
export function numberedMessage(deviceId: string, number: number, occurredAt: number): NumberedMessage {
  const high = Math.floor(number / HALF_WAVE) % 2 === 1;
  const others = Array.from({ length: METRICS - 2 }, (_, index) => {
    return { metric: `metric-${index + 2}`, value: index + (number % 10) / 10 };
  });
  const readings = [
    { metric: COUNTER_METRIC, value: number },
    { metric: WAVE_METRIC, value: high ? WAVE_HIGH : WAVE_LOW },
    ...others,
  ];
  return { deviceId, messageId: `m${number}`, occurredAt, readings };
}

/** Times the wave rose above the limit within the first `count` messages of a device. */
export function rises(count: number): number {
  return Math.floor((count + HALF_WAVE - 1) / (2 * HALF_WAVE));
}
