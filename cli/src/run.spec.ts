import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { run } from './run.ts';

const echo: Command = {
  name: 'echo',
  summary: 'says its arguments',
  run: async (args, env, terminal) => {
    terminal.out([...args, env['VOICE'] ?? ''].join(' '));
    return 3;
  },
};

async function saying(...words: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  return { code: await run([echo], words, { VOICE: 'aloud' }, terminal), out, err };
}

describe('millrace', () => {
  it('1. hands a command its words and settings, and ends with its exit code', async () => {
    expect(await saying('echo', 'a', '--b')).toEqual({ code: 3, out: ['a --b aloud'], err: [] });
  });

  it('2. lists what there is when asked for help, or for nothing', async () => {
    for (const words of [[], ['help'], ['--help']]) {
      const { code, out } = await saying(...words);
      expect(code).toBe(0);
      expect(out.join('\n')).toContain('echo   says its arguments');
    }
  });

  it('3. names a command that does not exist, and those that do', async () => {
    expect(await saying('sing')).toEqual({
      code: 2,
      out: [],
      err: ['millrace sing: no such command; echo exist'],
    });
  });
});
