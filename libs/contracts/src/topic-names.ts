/** Names of the topics by what they hold; the catalogue with keys and retention is in topics.ts. */
export const topic = {
  telemetryReceived: 'telemetry.received',
  telemetryEnriched: 'telemetry.enriched',
  telemetryRejected: 'telemetry.rejected',
  telemetryLedger: 'telemetry.ledger',
  devicesEvents: 'devices.events',
  assetsCommands: 'assets.commands',
  assetsEvents: 'assets.events',
  assetTypesCommands: 'asset-types.commands',
  assetTypesEvents: 'asset-types.events',
  correctionsCommands: 'corrections.commands',
  correctionsEvents: 'corrections.events',
  anomaliesEvents: 'anomalies.events',
  rulesEvents: 'rules.events',
  alarmsCommands: 'alarms.commands',
  alarmsEvents: 'alarms.events',
  notificationsEvents: 'notifications.events',
  deadLetters: 'dead.letters',
  repairsCommands: 'repairs.commands',
  repairsEvents: 'repairs.events',
  auditEvents: 'audit.events',
  auditSeals: 'audit.seals',
} as const;

export type TopicName = (typeof topic)[keyof typeof topic];
