import { connect } from 'node:net';

/** Sends one Kafka request (without its size) to a broker on loopback and gives the answer after its correlation id. */
export function askBroker(port: number, request: Buffer, timeoutMs = 3_000): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`port ${port}: no answer within ${timeoutMs} ms`)));
    socket.on('connect', () => {
      const size = Buffer.alloc(4);
      size.writeInt32BE(request.length);
      socket.write(Buffer.concat([size, request]));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`port ${port}: closed without an answer`)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      resolve(received.subarray(8, 4 + received.readInt32BE(0)));
      socket.destroy();
    });
  });
}
