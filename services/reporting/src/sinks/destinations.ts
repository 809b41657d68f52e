import { alarmEvents, anomalyEvents, deadLetters, ledger, readings, rejectedReadings } from '@millrace/clickhouse';
import { alarmRows } from './alarm-rows.ts';
import { anomalyRows } from './anomaly-rows.ts';
import { deadLetterRows } from './dead-letter-rows.ts';
import { ledgerRows } from './ledger-rows.ts';
import { readingRows } from './reading-rows.ts';
import { rejectedRows } from './rejected-rows.ts';

/** Every stream of this service: its name, its table, and what makes rows of its records. */
export const toReadings = { stream: 'reporting.readings', table: readings, toRows: readingRows };
export const toAnomalyEvents = { stream: 'reporting.anomalies', table: anomalyEvents, toRows: anomalyRows };
export const toAlarmEvents = { stream: 'reporting.alarms', table: alarmEvents, toRows: alarmRows };
export const toRejectedReadings = { stream: 'reporting.rejected', table: rejectedReadings, toRows: rejectedRows };
export const toDeadLetters = { stream: 'reporting.dead-letters', table: deadLetters, toRows: deadLetterRows };
export const toLedger = { stream: 'reporting.ledger', table: ledger, toRows: ledgerRows };
