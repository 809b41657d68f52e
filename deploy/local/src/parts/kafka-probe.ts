import { connect } from 'node:net';
import { stackHost } from '../ports.ts';

const METADATA = 3;
const VERSION = 5;

/** A Metadata request (v5) for no topic at all: int32 size, then api key, version, correlation id, null client id, no topics. */
function metadataRequest(): Buffer {
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + 4 + 1);
  request.writeInt32BE(request.length - 4, 0);
  request.writeInt16BE(METADATA, 4);
  request.writeInt16BE(VERSION, 6);
  request.writeInt32BE(1, 8);
  request.writeInt16BE(-1, 12);
  request.writeInt32BE(0, 14);
  request.writeUInt8(0, 18);
  return request;
}

/** Brokers alive in the cluster according to the one on `port`: an open port alone does not mean that a broker serves. */
export function liveBrokers(port: number, timeoutMs = 2000): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: stackHost(), port });
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    socket.on('connect', () => socket.write(metadataRequest()));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed without an answer')));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const brokersAt = 4 + 4 + 4; // size, correlation id, throttle time
      if (received.length < brokersAt + 4) return;
      resolve(received.readInt32BE(brokersAt));
      socket.destroy();
    });
  });
}
