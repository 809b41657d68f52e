import { commandTopic } from '@millrace/domain';
import sparkplug from 'sparkplug-payload';

const codec = sparkplug.get('spBv1.0');

/** NCMD `Node Control/Rebirth` = true (Sparkplug 3.0.0 §6.4.27): QoS 0, not retained. */
export function rebirthCommand(edgeNode: string, nowMillis: number): { topic: string; payload: Buffer } {
  if (codec === null) throw new Error('sparkplug-payload knows no spBv1.0');
  const metric = { name: 'Node Control/Rebirth', type: 'Boolean', value: true, timestamp: nowMillis } as const;
  const payload = Buffer.from(codec.encodePayload({ timestamp: nowMillis, metrics: [metric] }));
  return { topic: commandTopic(edgeNode), payload };
}
