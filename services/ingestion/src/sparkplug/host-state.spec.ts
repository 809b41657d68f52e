import { describe, expect, it } from 'vitest';
import { HostState } from './host-state.ts';

describe('the state of the Sparkplug host', () => {
  it('1. is JSON on its own topic; birth and will of a session carry the same time', () => {
    const state = new HostState('scada');
    state.begin(1_000);
    expect(state.topic).toBe('spBv1.0/STATE/scada');
    expect([state.online, state.offline]).toEqual([
      '{"online":true,"timestamp":1000}',
      '{"online":false,"timestamp":1000}',
    ]);
  });

  it('2. an old will is contradicted, its own birth is not', () => {
    const state = new HostState('scada');
    state.begin(1_000);
    expect(state.contradicts(Buffer.from('{"online":false,"timestamp":1}'))).toBe(true);
    expect(state.contradicts(Buffer.from(state.online))).toBe(false);
    expect(state.contradicts(Buffer.from('{ "timestamp": 5, "online": true }'))).toBe(false);
  });

  it('3. a death on purpose carries the time of leaving and stands', () => {
    const state = new HostState('scada');
    state.begin(1_000);
    const death = state.end(2_000);
    expect(death).toBe('{"online":false,"timestamp":2000}');
    expect(state.contradicts(Buffer.from(death))).toBe(false);
  });
});
