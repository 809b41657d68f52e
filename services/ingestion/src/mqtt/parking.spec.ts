import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Parking, type Parked } from './parking.ts';

let told: string[];
let waiters: (() => void)[];
let parking: Parking;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  waiters = [];
  parking = new Parking({
    patienceMs: 5_000,
    stayAlive: () => told.push('alive'),
    onRelease: (callback) => waiters.push(callback),
    onRefused: (reason) => told.push(reason),
  });
});
afterEach(() => vi.useRealTimers());

const message = (name: string, isLossy: boolean): Parked => ({
  isLossy,
  retry: () => told.push(`${name} tries again`),
  skip: () => told.push(`${name} skipped`),
});
const room = (): void => waiters.splice(0).forEach((waiter) => waiter());

describe('a connection that may not let in what it reads', () => {
  it('1. stops at the message until there is room, however long, and keeps the connection alive', () => {
    parking.park(message('kept', false));
    vi.advanceTimersByTime(40_000);
    room();
    vi.advanceTimersByTime(40_000);
    expect(told).toEqual(['paused', 'alive', 'alive', 'kept tries again']);
  });

  it('2. a message of QoS 0 waits for a while; then it and those behind it are dropped until something came in', () => {
    parking.park(message('first', true));
    vi.advanceTimersByTime(5_000);
    parking.park(message('second', true));
    expect(told).toEqual(['paused', 'dropped', 'first skipped', 'dropped', 'second skipped']);
    parking.roomAgain();
    parking.park(message('third', true));
    expect(told.at(-1)).toBe('paused');
  });

  it('3. while messages of QoS 0 are dropped, one that the broker keeps is waited for', () => {
    parking.park(message('lossy', true));
    vi.advanceTimersByTime(5_000);
    told = [];
    parking.park(message('kept', false));
    room();
    expect(told).toEqual(['paused', 'kept tries again']);
  });

  it('4. a message of a connection that is gone never comes in', () => {
    parking.park(message('gone', false));
    parking.connectionLost();
    room();
    expect(told).toEqual(['paused']);
    parking.park(message('lost', true));
    parking.connectionLost();
    room();
    expect(told).toEqual(['paused', 'paused', 'dropped']);
  });
});
