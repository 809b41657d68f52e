import { randomBytes } from 'node:crypto';
import { freePorts } from '@millrace/local-stack/stack';

/** A TCP port on loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  return port;
}

/** A topic name no other test uses: `<prefix>.<8 hex digits>`. */
export const freshTopicName = (prefix: string): string => `${prefix}.${randomBytes(4).toString('hex')}`;
