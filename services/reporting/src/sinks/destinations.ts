import {
  alarmEvents,
  anomalyEvents,
  auditEvents,
  deadLetters,
  readings,
  rejectedReadings,
  repairEvents,
} from '@millrace/clickhouse';
import { alarmRows } from './alarm-rows.ts';
import { anomalyRows } from './anomaly-rows.ts';
import { auditRows } from './audit-rows.ts';
import { deadLetterRows } from './dead-letter-rows.ts';
import { readingRows } from './reading-rows.ts';
import { rejectedRows } from './rejected-rows.ts';
import { repairRows } from './repair-rows.ts';

/** Every stream of this service: its name, its table, and what makes rows of its records. */
export const toReadings = { stream: 'reporting.readings', table: readings, toRows: readingRows };
export const toAnomalyEvents = { stream: 'reporting.anomalies', table: anomalyEvents, toRows: anomalyRows };
export const toAlarmEvents = { stream: 'reporting.alarms', table: alarmEvents, toRows: alarmRows };
export const toRejectedReadings = { stream: 'reporting.rejected', table: rejectedReadings, toRows: rejectedRows };
export const toDeadLetters = { stream: 'reporting.dead-letters', table: deadLetters, toRows: deadLetterRows };
export const toRepairEvents = { stream: 'reporting.repairs', table: repairEvents, toRows: repairRows };
export const toAuditEvents = { stream: 'reporting.audit', table: auditEvents, toRows: auditRows };
