export type { Name } from './name.ts';
export { NameTable } from './name-table.ts';
export { NO_MESSAGE_ID, NO_SEQUENCE, SCANNED_QUALITIES, ScannedBatch } from './scanned-batch.ts';
export { scanMessages } from './scan-messages.ts';
