import { readFileSync } from 'node:fs';
import { AcknowledgeAlarm, RaiseAlarm, topic } from '@millrace/contracts';
import { describe, expect, it } from 'vitest';
import { ALARM_ID, NOW, raise } from '../alarms/alarms.fixture.ts';
import { alarmStore } from '../alarms/alarm-store.ts';
import { commandStep } from '../alarms/command-step.ts';
import { codecs, inRecord, RecordingOutlet } from '../outlet.fixture.ts';
import { alarmState } from './alarm-state.ts';

const KEY = `acme/${ALARM_ID}`;

/** Every source file that a program loads, by following its relative imports. */
function modulesOf(file: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g))
    if (path !== undefined) modulesOf(new URL(path, file), seen);
  return seen;
}

describe('the replay of alarm state', () => {
  it('1. makes of the events what the commands made when they were decided', () => {
    const live = new RecordingOutlet();
    const acknowledge = {
      commandId: 'c-2',
      tenant: 'acme',
      alarmId: ALARM_ID,
      actor: 'ana',
      comment: 'ok',
      requestedAt: NOW,
    };
    commandStep(
      ...([codecs, live, { contract: RaiseAlarm, type: 'RaiseAlarm', value: raise('c-1') }] as const),
      inRecord(topic.alarmsCommands, 0, KEY),
    );
    for (const [offset, commandId] of ['c-2', 'c-3'].entries())
      commandStep(
        ...([
          codecs,
          live,
          { contract: AcknowledgeAlarm, type: 'AcknowledgeAlarm', value: { ...acknowledge, commandId } },
        ] as const),
        inRecord(topic.alarmsCommands, offset + 1, KEY),
      );
    const rebuilt = new RecordingOutlet().store(alarmStore);
    for (const [offset, { value }] of live.emitted.entries()) {
      const decoded = codecs.decode(value as Buffer);
      if (decoded !== undefined) alarmState.fold(rebuilt, decoded, inRecord(topic.alarmsEvents, offset, KEY));
    }
    expect(live.emitted).toHaveLength(3);
    expect(rebuilt.get(KEY)).toEqual(live.store(alarmStore).get(KEY));
    expect([...rebuilt.keys()]).toHaveLength(1);
  });

  it('2. can notify nobody: its program loads neither webhooks nor anything that sends', () => {
    const modules = [...modulesOf(new URL('./main.ts', import.meta.url))];
    expect(modules.length).toBeGreaterThan(3);
    expect(modules.filter((module) => /\/(webhooks|http)\//.test(module))).toEqual([]);
    for (const module of modules) expect(readFileSync(new URL(module), 'utf8'), module).not.toMatch(/undici|fetch\(/);
  });
});
