import {
  CorrectionApproved,
  CorrectionCommandRefused,
  CorrectionRejected,
  CorrectionRequested,
  CorrectionWithdrawn,
  eventRecord,
  type Codecs,
  type Decoded,
  type EventContract,
} from '@millrace/contracts';
import type { CorrectionCommand, CorrectionCommandRefusedData, CorrectionEvent } from '@millrace/domain';
import type { OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

/** A domain event as its record on `corrections.events`. */
export function correctionEventRecord(codecs: Pick<Codecs, 'encode'>, event: CorrectionEvent): OutRecord {
  const { eventId, commandId, tenant, assetId, occurredAt } = event.data;
  const about = { id: eventId, source: SOURCE, time: occurredAt, correlationId: commandId };
  const of = <T>(contract: EventContract<T>, data: NoInfer<T>): OutRecord =>
    eventRecord<T>(codecs, contract, data, { key: `${tenant}/${assetId}`, ...about });
  switch (event.type) {
    case 'CorrectionRequested':
      return of(CorrectionRequested, event.data);
    case 'CorrectionApproved':
      return of(CorrectionApproved, event.data);
    case 'CorrectionRejected':
      return of(CorrectionRejected, event.data);
    case 'CorrectionWithdrawn':
      return of(CorrectionWithdrawn, event.data);
    case 'CorrectionCommandRefused':
      return of(CorrectionCommandRefused, event.data);
    default:
      return event satisfies never;
  }
}

/** The command a record holds, `undefined` if it holds something else. */
export function correctionCommandOf(decoded: Decoded): CorrectionCommand | undefined {
  switch (decoded.type) {
    case 'RequestCorrection':
      return { type: 'RequestCorrection', data: decoded.value };
    case 'ApproveCorrection':
      return { type: 'ApproveCorrection', data: decoded.value };
    case 'RejectCorrection':
      return { type: 'RejectCorrection', data: decoded.value };
    case 'WithdrawCorrection':
      return { type: 'WithdrawCorrection', data: decoded.value };
    default:
      return undefined;
  }
}

/** The event a record on `corrections.events` holds, `undefined` if it holds something else. */
export function correctionEventOf(decoded: Decoded): CorrectionEvent | undefined {
  switch (decoded.type) {
    case 'CorrectionRequested':
      return { type: 'CorrectionRequested', data: decoded.value };
    case 'CorrectionApproved':
      return { type: 'CorrectionApproved', data: decoded.value };
    case 'CorrectionRejected':
      return { type: 'CorrectionRejected', data: decoded.value };
    case 'CorrectionWithdrawn':
      return { type: 'CorrectionWithdrawn', data: decoded.value };
    case 'CorrectionCommandRefused':
      // The code is text on the wire; every one was written by `correctionEventRecord`.
      return { type: 'CorrectionCommandRefused', data: decoded.value as CorrectionCommandRefusedData };
    default:
      return undefined;
  }
}
