import { describe, expect, it } from 'vitest';
import { ByteRoom } from './byte-room.ts';

const PIECE = 65_536;

describe('room for many results', () => {
  it('gives nobody the bytes of another, also across pieces', () => {
    const room = new ByteRoom();
    const taken = [0, 1, 40_000, 40_000, PIECE, PIECE + 1, 7].map((length, mark) => room.take(length).fill(mark));
    expect(taken.map(({ length }) => length)).toEqual([0, 1, 40_000, 40_000, PIECE, PIECE + 1, 7]);
    taken.forEach((bytes, mark) => expect(bytes.every((byte) => byte === mark)).toBe(true));
  });

  it('gives the same bytes again after they were given up, of sixteen pieces at most', () => {
    const room = new ByteRoom();
    const pieces = (): ArrayBuffer[] => Array.from({ length: 20 }, () => room.take(PIECE).buffer);
    const before = pieces();
    room.reuse();
    expect(pieces().map((piece) => before.indexOf(piece))).toEqual([...Array(16).keys(), -1, -1, -1, -1]);
  });
});
