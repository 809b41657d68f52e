import { writeFile } from 'node:fs/promises';
import type { Command } from '../../command.ts';
import { HELP, replayOptions } from './options.ts';
import { runProgram } from '../../service-program.ts';
import { OWNERS } from './projections.ts';

/** Rebuilds projections from their topics, one after the other; a failure of one does not keep the others from being looked at. */
export const replay: Command = {
  name: 'replay',
  summary: 'rebuilds a projection from its topic beside the live one, compares, and switches over',
  async run(args, env, terminal) {
    const options = replayOptions(args);
    if (options === 'help') {
      for (const line of HELP) terminal.out(line);
      return 0;
    }
    if ('wrong' in options) {
      terminal.err(`millrace replay: ${options.wrong}`);
      return 2;
    }
    const { step, projections, since, acceptDifferences, json } = options;
    const results: unknown[] = [];
    let worst = 0;
    for (const projection of projections) {
      const words: string[] = [step, projection];
      if (since !== undefined) words.push(`--since=${since}`);
      if (acceptDifferences) words.push('--accept-differences');
      const { code, result } = await runProgram(
        { service: OWNERS[projection], folder: 'replay' },
        words,
        env,
        terminal,
      );
      worst = Math.max(worst, code);
      results.push(result ?? { projection, step, ok: false });
    }
    if (json !== undefined) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
    return worst;
  },
};
