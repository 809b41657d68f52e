import { CliError } from '../../api.ts';
import type { Given } from './corrections.ts';

/** A correction as the API answers it. */
export interface Correction {
  readonly correctionId: string;
  readonly assetId: string;
  readonly metric: string;
  readonly kind: string;
  readonly state: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly version: number;
  readonly decisions: readonly { state: string; actor: string; reason: string; at: string }[];
}

/** One correction in a line. */
export const inOneLine = ({ correctionId, kind, assetId, metric, from, to, state }: Correction): string =>
  `${correctionId}: ${kind} of ${assetId} ${metric}, ${from} to ${to}: ${state}`;

/** The one word that a verb takes. @throws CliError when there is none, or there are more */
export function idOf({ words }: Given): string {
  const [id, ...more] = words;
  if (id !== undefined && more.length === 0) return encodeURIComponent(id);
  throw new CliError('ID: must be the id of one correction, as list shows it', 2);
}

/** @throws CliError when nobody says why */
export function becauseOf({ values }: Given): string {
  if (values.because !== undefined && values.because.trim() !== '') return values.because;
  throw new CliError('--because TEXT: must say why', 2);
}

/** @throws CliError for what is no number */
export function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new CliError(`--${name} ${text}: must be a number`, 2);
}
