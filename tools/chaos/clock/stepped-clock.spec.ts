import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Clock } from './clock.ts';

const dir = mkdtempSync(join(tmpdir(), 'clock-'));
afterEach(() => rmSync(dir, { recursive: true }));

it('1. a process started with the clock’s environment lives at its time, and reads given times as they are', () => {
  const clock = new Clock(dir, 'x');
  clock.step(3_600_000);
  const script =
    'console.log(JSON.stringify([Date.now(), new Date().getTime(), new Date(5).getTime(), Date.UTC(1970, 0)]))';
  const { stdout } = spawnSync(process.execPath, ['-e', script], { env: { ...process.env, ...clock.env } });
  const [now = 0, fresh = 0, ...given] = JSON.parse(stdout.toString()) as number[];
  for (const time of [now, fresh]) expect(Math.abs(time - Date.now() - 3_600_000)).toBeLessThan(60_000);
  expect(given).toEqual([5, 0]);
});
