import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Kind, KINDS, type Listener, LiveHub } from './live-hub.ts';

function listener(tenant: string, place = '', kinds: readonly Kind[] = KINDS): Listener & { frames: string[] } {
  const frames: string[] = [];
  const of = (kind: Kind): string[] => (kinds.includes(kind) ? [place] : []);
  const places = { values: of('values'), anomalies: of('anomalies'), alarms: of('alarms') };
  return { tenant, places, frames, send: (frame) => frames.push(frame) };
}

const reading = (tenant: string, assetPath: string, value: number) => ({
  ...{ tenant, assetPath, value, assetId: assetPath, metric: 'm', unit: 'Cel', quality: 'GOOD' },
  occurredAt: Date.UTC(2026, 4, 1) * 1000 + value,
});

describe('LiveHub', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('1. a listener hears its own tenant only, below its own path, of its own kinds', () => {
    const hub = new LiveHub();
    const all = listener('acme');
    const line = listener('acme', 'acme/line-1', ['values']);
    const other = listener('other');
    for (const one of [all, line, other]) hub.add(one);
    hub.changed(reading('acme', 'acme/line-1', 1));
    hub.changed(reading('acme', 'acme/line-10', 2));
    hub.happened({ kind: 'alarms', tenant: 'acme', assetPath: 'acme/line-1', json: '{"a":1}' });
    vi.advanceTimersByTime(200);
    expect(all.frames).toHaveLength(2);
    expect(all.frames[0]).toMatch(/^id: \S+\nevent: alarm\ndata: \{"a":1\}\n\n$/);
    expect(line.frames).toHaveLength(1);
    expect(line.frames[0]).toContain('"assetPath":"acme/line-1"');
    expect(line.frames[0]).not.toMatch(/line-10|tenant/);
    expect(other.frames).toEqual([]);
  });

  it('2. a series changes at most five times a second, however fast readings come', () => {
    const hub = new LiveHub();
    const one = listener('acme');
    hub.add(one);
    for (let ms = 0; ms < 1_000; ms++) {
      hub.changed(reading('acme', 'acme/press', ms));
      vi.advanceTimersByTime(1);
    }
    expect(one.frames.length).toBeLessThanOrEqual(5);
    expect(one.frames.at(-1)).toMatch(/"value":9\d\d/);
  });

  it('3. nothing is kept for nobody', () => {
    const hub = new LiveHub();
    const one = listener('acme');
    hub.add(one);
    hub.changed(reading('acme', 'acme/press', 1));
    hub.remove(one);
    hub.changed(reading('acme', 'acme/press', 2));
    expect(vi.getTimerCount()).toBe(0);
    expect(one.frames).toEqual([]);
  });
});
