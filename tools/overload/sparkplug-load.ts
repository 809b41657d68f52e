import { setTimeout as sleep } from 'node:timers/promises';
import { SparkplugNode, type EdgeNodeOptions } from '@millrace/sample-plant';

const TICK_MS = 50;

/** Sends numbered data of QoS 0 as an edge node until told to stop. @returns how many messages were sent; nobody promised to keep them. */
export async function sendSparkplug(
  options: Omit<EdgeNodeOptions, 'qos'>,
  perSecond: number,
  signal: AbortSignal,
): Promise<number> {
  const node = new SparkplugNode({ ...options, qos: 0 });
  const value = (number: number): number => 1_000_000_000 + number;
  await node.connect([value(0)]);
  const began = performance.now();
  let sent = 0;
  for (; !signal.aborted; await sleep(TICK_MS)) {
    const due = ((performance.now() - began) / 1_000) * perSecond;
    for (; sent < due; sent += 1) await node.data([value(sent)], Date.now());
  }
  await node.disconnect();
  return sent;
}
