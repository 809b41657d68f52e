import type { Broker } from 'kafkajs';
import type { WireBroker, WireCall } from '../kafka/wire.ts';
import { withOwnDecoding } from './fetch-response.ts';

const decoding = new WeakSet<Broker>();

/** From now on Fetch responses of the broker are read by us. Doing it again changes nothing. */
export function decodeFetchesOf(broker: Broker): void {
  if (decoding.has(broker)) return;
  decoding.add(broker);
  const { connectionPool } = broker as WireBroker;
  const send = connectionPool.send.bind(connectionPool);
  connectionPool.send = <T, D>(call: WireCall<T, D>): Promise<T> => send(withOwnDecoding(call));
}
