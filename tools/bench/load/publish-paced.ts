import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { MqttPlant } from './mqtt-plant.ts';

/** How far publishing may be ahead of what has arrived: QoS 0 has no back-pressure, and a broker drops what it cannot queue. */
const AHEAD = 30_000;
const AT_ONCE = 200;

/** Publishes `messages`, as fast as they arrive at the other end (`arrived` counts them). */
export async function publishPaced(plant: MqttPlant, messages: number, arrived: () => Promise<number>): Promise<void> {
  const before = await arrived();
  let [sent, seen] = [0, 0];
  while (sent < messages) {
    if (sent - seen >= AHEAD) {
      await delay(20);
      seen = (await arrived()) - before;
      continue;
    }
    const until = Math.min(messages, sent + AT_ONCE);
    for (; sent < until; sent += 1) plant.publish();
    await setImmediate();
  }
}
