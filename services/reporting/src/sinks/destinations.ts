import {
  alarmEvents,
  anomalyEvents,
  assetEvents,
  auditEvents,
  correctionEvents,
  deadLetters,
  ledger,
  rejectedReadings,
  repairEvents,
} from '@millrace/clickhouse';
import { alarmRows } from './alarm-rows.ts';
import { anomalyRows } from './anomaly-rows.ts';
import { assetRows } from './asset-rows.ts';
import { auditRows } from './audit-rows.ts';
import { correctionRows } from './correction-rows.ts';
import { deadLetterRows } from './dead-letter-rows.ts';
import { rowsInto } from './destination.ts';
import { ledgerRows } from './ledger-rows.ts';
import { readingsInto } from './readings-into.ts';
import { rejectedRows } from './rejected-rows.ts';
import { repairRows } from './repair-rows.ts';

/** Every stream of this service: its name, and what makes rows of its records. */
export const toReadings = readingsInto('reporting.readings');
export const toAnomalyEvents = rowsInto('reporting.anomalies', anomalyEvents, anomalyRows);
export const toAlarmEvents = rowsInto('reporting.alarms', alarmEvents, alarmRows);
export const toAssetEvents = rowsInto('reporting.assets', assetEvents, assetRows);
export const toCorrectionEvents = rowsInto('reporting.corrections', correctionEvents, correctionRows);
export const toRejectedReadings = rowsInto('reporting.rejected', rejectedReadings, rejectedRows);
export const toDeadLetters = rowsInto('reporting.dead-letters', deadLetters, deadLetterRows);
export const toRepairEvents = rowsInto('reporting.repairs', repairEvents, repairRows);
export const toAuditEvents = rowsInto('reporting.audit', auditEvents, auditRows);
export const toLedger = rowsInto('reporting.ledger', ledger, ledgerRows);
