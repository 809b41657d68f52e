export { ASPECTS, type Aspect } from './aspects.ts';
export type { AnomalyEnd, AnomalyEvent, AnomalyOpening, AnomalyProgress, OpenAnomaly } from './anomaly.ts';
export { observe, Verdict } from './detector.ts';
export { hasRecord, recordedRange } from './range-record.ts';
export { SeriesChunk, SeriesMemory } from './series-memory.ts';
export { SeriesTable } from './series-table.ts';
export type { AssetSeries } from './asset-series.ts';
export { SeriesStateError } from './serialization.ts';
export { defaultDetectorSettings, type DetectorSettings } from './settings.ts';
export { trustedTime } from './trusted-time.ts';
export { watchSeries, type SeriesReading, type Skipped, type Watched } from './watch.ts';

/** Name and version of the detector in every anomaly; the version rises when the same readings could give another result. */
export const DETECTOR = { name: 'range-record', version: 1 } as const;
