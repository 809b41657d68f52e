import { readFileSync } from 'node:fs';
import { CliError, type Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import { becauseOf, inOneLine, numberOf, type Correction } from './correction.ts';
import type { Given } from './corrections.ts';

type Kind = 'VOID' | 'SCALE' | 'REPLACE';

/** `void`, `scale` and `replace`. */
export const request =
  (kind: Kind) =>
  async (given: Given, api: Api, terminal: Terminal): Promise<number> => {
    const { from, to, json } = given.values;
    const [assetId, metric, ...more] = given.words;
    if (assetId === undefined || metric === undefined || more.length > 0)
      throw new CliError('ASSET METRIC: must be the asset and the metric whose readings are wrong', 2);
    if (from === undefined || to === undefined) throw new CliError('--from TIME --to TIME: must say which readings', 2);
    const about = { kind, assetId, metric, from, to, reason: becauseOf(given) };
    const correction = await api.post<Correction>('/v1/corrections', { ...about, ...contentOf(kind, given) });
    terminal.out(json === true ? JSON.stringify(correction) : inOneLine(correction));
    return 0;
  };

function contentOf(kind: Kind, { values }: Given): Record<string, unknown> {
  const { factor, offset, readings } = values;
  if (kind === 'SCALE') return { factor: numberOf('factor', factor ?? '1'), offset: numberOf('offset', offset ?? '0') };
  if (kind === 'VOID') return {};
  if (readings === undefined) throw new CliError('--readings FILE: must say what counts instead', 2);
  return { replacements: jsonIn(readings) };
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CliError(`--readings ${file}: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
}
