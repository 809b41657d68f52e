import type { AnomalyEvent, OpenAnomaly } from './anomaly.ts';
import { observe, Verdict } from './detector.ts';
import { loadOpen, loadSeries, saveOpen } from './serialization.ts';
import { SeriesChunk, SeriesMemory } from './series-memory.ts';
import { defaultDetectorSettings as settings } from './settings.ts';
import { watchSeries, type SeriesReading, type Watched } from './watch.ts';

export interface SavedSeries {
  readonly state: Uint8Array;
  readonly open: Uint8Array | undefined;
}

/** The detector of one series, with the default settings. */
export class OneSeries {
  readonly memory = new SeriesMemory(new SeriesChunk(1));
  open: OpenAnomaly | undefined;
  readonly #verdict = new Verdict();

  constructor(saved?: SavedSeries) {
    this.memory.clear();
    if (saved) loadSeries(this.memory, saved.state);
    if (saved?.open) this.open = loadOpen(saved.open);
  }

  /** What the detector says of a reading, as a copy. */
  observe(one: SeriesReading) {
    observe(this.memory, one.occurredAt, one.value as number, settings, this.#verdict);
    const { score, strange } = this.#verdict;
    return { score, strange };
  }

  watch(one: SeriesReading, anomalyId = 'anomaly'): Watched {
    const watched = watchSeries(this.memory, this.open, one, settings, this.#verdict, () => anomalyId);
    if (typeof watched !== 'string') this.open = watched?.open;
    return watched;
  }

  /** As `watch`, but only the event. */
  event(one: SeriesReading, anomalyId?: string): AnomalyEvent | undefined {
    const watched = this.watch(one, anomalyId);
    return typeof watched === 'string' ? undefined : watched?.event;
  }

  save(): SavedSeries {
    return { state: this.memory.view().slice(), open: this.open && saveOpen(this.open) };
  }
}
