import {
  AnomalyClosed,
  AnomalyOpened,
  AnomalyUpdated,
  eventRecord,
  type Codecs,
  type EventContract,
} from '@millrace/contracts';
import { DETECTOR, type AnomalyEvent } from '@millrace/domain';
import type { OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

/** What the domain does not know of an anomaly's event. */
export interface AboutAnomaly {
  readonly eventId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  readonly unit: string;
  readonly detectedAt: number;
  readonly sourceEventId: string;
}

/** A domain event as its record on `anomalies.events`. */
export function anomalyRecord(codecs: Pick<Codecs, 'encode'>, event: AnomalyEvent, about: AboutAnomaly): OutRecord {
  const { eventId: id, tenant, assetId } = about;
  const attributes = { key: `${tenant}/${assetId}`, id, source: SOURCE, time: event.data.occurredAt };
  const of = <T>(contract: EventContract<T>, data: NoInfer<T>): OutRecord =>
    eventRecord<T>(codecs, contract, data, attributes);
  switch (event.type) {
    case 'AnomalyOpened': {
      // Which aspect spoke is part of the detector's name: it says how to read `lower` and `upper`.
      const detector = `${DETECTOR.name}/${event.data.aspect}`;
      return of(AnomalyOpened, { ...about, ...event.data, detector, detectorVersion: DETECTOR.version });
    }
    case 'AnomalyUpdated':
      return of(AnomalyUpdated, { ...about, ...event.data });
    case 'AnomalyClosed':
      return of(AnomalyClosed, { ...about, ...event.data });
    default:
      return event satisfies never;
  }
}
