import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly assets: number;
  readonly messages: number;
  readonly readingsPerMessage: number;
}

/** `--assets 10000 --messages 200000 --readings 8`, which are the defaults. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const number = (text: string): number => {
    if (!/^[1-9]\d*$/.test(text)) throw new Error(`"${text}": must be a whole number above 0`);
    return Number(text);
  };
  const { values } = parseArgs({
    args: [...args],
    options: {
      assets: { type: 'string', default: '10000' },
      messages: { type: 'string', default: '200000' },
      readings: { type: 'string', default: '8' },
    },
  });
  return {
    assets: number(values.assets),
    messages: number(values.messages),
    readingsPerMessage: number(values.readings),
  };
}
