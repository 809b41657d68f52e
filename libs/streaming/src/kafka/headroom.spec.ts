import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { bodyOf, type Body } from './headroom.ts';

interface Encoder {
  readonly buffer: Buffer;
  writeEncoder(value: Body | Encoder): Encoder;
  writeInt32(value: number): Encoder;
}
const require = createRequire(import.meta.url);
const createRequest = require('kafkajs/src/protocol/request') as (of: object) => Promise<Encoder>;
const NewEncoder = require('kafkajs/src/protocol/encoder') as new () => Encoder;

const content = Buffer.from(Array.from({ length: 3_000 }, (_, at) => at % 251));
const roomy = (): Body => bodyOf(content.length, (into, at) => content.copy(into, at));
const plain: Body = { buf: content, buffer: content };
const requestOf = (body: Body, clientId = 'millrace'): Promise<Encoder> =>
  createRequest({
    correlationId: 7,
    clientId,
    request: { apiKey: 0, apiVersion: 7, encode: () => Promise.resolve(body) },
  });

describe('a body with room before it', () => {
  it('makes the request that a copied body makes, and is not copied', async () => {
    const body = roomy();
    const [inRoom, copied] = [await requestOf(body), await requestOf(plain)];
    expect(inRoom.buffer.equals(copied.buffer)).toBe(true);
    expect(inRoom.buffer.buffer).toBe(body.buf.buffer);
  });

  it('is copied behind a header that its room is too small for', async () => {
    const clientId = 'c'.repeat(400);
    const [long, copied] = [await requestOf(roomy(), clientId), await requestOf(plain, clientId)];
    expect(long.buffer.equals(copied.buffer)).toBe(true);
  });

  it('is still whole when its encoder is written on and becomes part of another', () => {
    const make = (body: Body): Buffer => {
      const inner = new NewEncoder().writeInt32(1).writeEncoder(body).writeInt32(2);
      return new NewEncoder().writeInt32(3).writeEncoder(inner).buffer;
    };
    expect(make(roomy()).equals(make(plain))).toBe(true);
  });
});
