import type { EpochMicros } from '../kernel/index.ts';
import type { CorrectionState } from './correction.ts';
import type { CorrectionRegister, RegisteredCorrection } from './register.ts';

/** Which corrections of a tenant, and which part of the list. */
export interface CorrectionQuery {
  /** Whether whoever asks may see it at all. */
  isVisible(correction: RegisteredCorrection): boolean;
  readonly assetId?: string | undefined;
  readonly metric?: string | undefined;
  readonly state?: CorrectionState | undefined;
  /** Only those that are about readings at or after `from`, and before `to`. */
  readonly from?: EpochMicros | undefined;
  readonly to?: EpochMicros | undefined;
  /** `next` of the page before; empty for the first page. */
  readonly after: string;
  readonly limit: number;
}

export interface CorrectionPage {
  readonly corrections: readonly RegisteredCorrection[];
  /** Give it back as `after` for what follows; null at the end. */
  readonly next: string | null;
}

/** Zero-padded, so that texts sort as the numbers do. */
const placeOf = ({ requestedAt, correctionId }: RegisteredCorrection): string =>
  `${String(requestedAt).padStart(16, '0')} ${correctionId}`;

/** A page of a tenant's corrections, the last requested first. */
export function listCorrections(register: CorrectionRegister, tenant: string, query: CorrectionQuery): CorrectionPage {
  const { after, limit } = query;
  const wanted: { readonly place: string; readonly correction: RegisteredCorrection }[] = [];
  for (const correction of register.corrections(tenant)) {
    const place = placeOf(correction);
    if ((after === '' || place < after) && isWanted(correction, query)) wanted.push({ place, correction });
  }
  wanted.sort((a, b) => (a.place < b.place ? 1 : -1));
  const page = wanted.slice(0, limit);
  const next = wanted.length > limit ? (page.at(-1)?.place ?? null) : null;
  return { corrections: page.map(({ correction }) => correction), next };
}

function isWanted(correction: RegisteredCorrection, query: CorrectionQuery): boolean {
  const { assetId, metric, state, from, to } = query;
  if (assetId !== undefined && correction.assetId !== assetId) return false;
  if (metric !== undefined && correction.metric !== metric) return false;
  if (state !== undefined && correction.state !== state) return false;
  if (!query.isVisible(correction)) return false;
  return (from === undefined || correction.to > from) && (to === undefined || correction.from < to);
}
