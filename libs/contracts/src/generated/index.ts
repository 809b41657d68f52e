// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import type { EventContract } from '../contract.ts';
import { AcknowledgeAlarm, AlarmAcknowledged, AlarmCommandRefused, AlarmRaised, AlarmReturnedToNormal, RaiseAlarm, ReturnAlarmToNormal } from './alarms.ts';
import { AnomalyClosed, AnomalyOpened, AnomalyUpdated } from './anomalies.ts';
import { AssetCommandRefused, AssetMoved, AssetRegistered, AssetReinstated, AssetRenamed, AssetRetired, AssetTypeAssigned, AssetTypeCommandRefused, AssetTypeDefined, AssetTypeRetired, AssignAssetType, BindMetric, ClearMetricOverride, DefineAssetType, MetricBound, MetricOverridden, MetricOverrideCleared, MetricUnbound, MoveAsset, OverrideMetric, RegisterAsset, ReinstateAsset, RenameAsset, RetireAssetType, RetireAsset, UnbindMetric } from './assets.ts';
import { ActionRecorded, AuditSealed } from './audit.ts';
import { ApproveCorrection, CorrectionApproved, CorrectionCommandRefused, CorrectionRejected, CorrectionRequested, CorrectionWithdrawn, RejectCorrection, RequestCorrection, WithdrawCorrection } from './corrections.ts';
import { DeadLetter } from './dead-letter.ts';
import { DeviceBorn, DeviceCredentialIssued, DeviceCredentialRevoked, DeviceDied, UnknownDeviceSeen } from './devices.ts';
import { LedgerIntervalClosed } from './ledger.ts';
import { WebhookDelivered, WebhookFailed } from './notifications.ts';
import { DiscardLetter, LetterDiscarded, LetterResubmitted, RepairRefused, ResubmitLetter } from './repairs.ts';
import { AlarmRuleDefined, AlarmRuleRetired } from './rules.ts';
import { TelemetryEnriched, TelemetryReceived, TelemetryRejected } from './telemetry.ts';

export * from './common.ts';
export * from './alarms.ts';
export * from './anomalies.ts';
export * from './assets.ts';
export * from './audit.ts';
export * from './corrections.ts';
export * from './dead-letter.ts';
export * from './devices.ts';
export * from './ledger.ts';
export * from './notifications.ts';
export * from './repairs.ts';
export * from './rules.ts';
export * from './telemetry.ts';

/** Every record that goes over a topic, by its type name. */
export interface EventTypes {
  readonly AcknowledgeAlarm: AcknowledgeAlarm;
  readonly ActionRecorded: ActionRecorded;
  readonly AlarmAcknowledged: AlarmAcknowledged;
  readonly AlarmCommandRefused: AlarmCommandRefused;
  readonly AlarmRaised: AlarmRaised;
  readonly AlarmReturnedToNormal: AlarmReturnedToNormal;
  readonly AlarmRuleDefined: AlarmRuleDefined;
  readonly AlarmRuleRetired: AlarmRuleRetired;
  readonly AnomalyClosed: AnomalyClosed;
  readonly AnomalyOpened: AnomalyOpened;
  readonly AnomalyUpdated: AnomalyUpdated;
  readonly ApproveCorrection: ApproveCorrection;
  readonly AssetCommandRefused: AssetCommandRefused;
  readonly AssetMoved: AssetMoved;
  readonly AssetRegistered: AssetRegistered;
  readonly AssetReinstated: AssetReinstated;
  readonly AssetRenamed: AssetRenamed;
  readonly AssetRetired: AssetRetired;
  readonly AssetTypeAssigned: AssetTypeAssigned;
  readonly AssetTypeCommandRefused: AssetTypeCommandRefused;
  readonly AssetTypeDefined: AssetTypeDefined;
  readonly AssetTypeRetired: AssetTypeRetired;
  readonly AssignAssetType: AssignAssetType;
  readonly AuditSealed: AuditSealed;
  readonly BindMetric: BindMetric;
  readonly ClearMetricOverride: ClearMetricOverride;
  readonly CorrectionApproved: CorrectionApproved;
  readonly CorrectionCommandRefused: CorrectionCommandRefused;
  readonly CorrectionRejected: CorrectionRejected;
  readonly CorrectionRequested: CorrectionRequested;
  readonly CorrectionWithdrawn: CorrectionWithdrawn;
  readonly DeadLetter: DeadLetter;
  readonly DefineAssetType: DefineAssetType;
  readonly DeviceBorn: DeviceBorn;
  readonly DeviceCredentialIssued: DeviceCredentialIssued;
  readonly DeviceCredentialRevoked: DeviceCredentialRevoked;
  readonly DeviceDied: DeviceDied;
  readonly DiscardLetter: DiscardLetter;
  readonly LedgerIntervalClosed: LedgerIntervalClosed;
  readonly LetterDiscarded: LetterDiscarded;
  readonly LetterResubmitted: LetterResubmitted;
  readonly MetricBound: MetricBound;
  readonly MetricOverridden: MetricOverridden;
  readonly MetricOverrideCleared: MetricOverrideCleared;
  readonly MetricUnbound: MetricUnbound;
  readonly MoveAsset: MoveAsset;
  readonly OverrideMetric: OverrideMetric;
  readonly RaiseAlarm: RaiseAlarm;
  readonly RegisterAsset: RegisterAsset;
  readonly ReinstateAsset: ReinstateAsset;
  readonly RejectCorrection: RejectCorrection;
  readonly RenameAsset: RenameAsset;
  readonly RepairRefused: RepairRefused;
  readonly RequestCorrection: RequestCorrection;
  readonly ResubmitLetter: ResubmitLetter;
  readonly RetireAsset: RetireAsset;
  readonly RetireAssetType: RetireAssetType;
  readonly ReturnAlarmToNormal: ReturnAlarmToNormal;
  readonly TelemetryEnriched: TelemetryEnriched;
  readonly TelemetryReceived: TelemetryReceived;
  readonly TelemetryRejected: TelemetryRejected;
  readonly UnbindMetric: UnbindMetric;
  readonly UnknownDeviceSeen: UnknownDeviceSeen;
  readonly WebhookDelivered: WebhookDelivered;
  readonly WebhookFailed: WebhookFailed;
  readonly WithdrawCorrection: WithdrawCorrection;
}

export type EventType = keyof EventTypes;
export type AnyEvent = EventTypes[EventType];

export const ALL_CONTRACTS: readonly EventContract<AnyEvent>[] = [
  AcknowledgeAlarm,
  ActionRecorded,
  AlarmAcknowledged,
  AlarmCommandRefused,
  AlarmRaised,
  AlarmReturnedToNormal,
  AlarmRuleDefined,
  AlarmRuleRetired,
  AnomalyClosed,
  AnomalyOpened,
  AnomalyUpdated,
  ApproveCorrection,
  AssetCommandRefused,
  AssetMoved,
  AssetRegistered,
  AssetReinstated,
  AssetRenamed,
  AssetRetired,
  AssetTypeAssigned,
  AssetTypeCommandRefused,
  AssetTypeDefined,
  AssetTypeRetired,
  AssignAssetType,
  AuditSealed,
  BindMetric,
  ClearMetricOverride,
  CorrectionApproved,
  CorrectionCommandRefused,
  CorrectionRejected,
  CorrectionRequested,
  CorrectionWithdrawn,
  DeadLetter,
  DefineAssetType,
  DeviceBorn,
  DeviceCredentialIssued,
  DeviceCredentialRevoked,
  DeviceDied,
  DiscardLetter,
  LedgerIntervalClosed,
  LetterDiscarded,
  LetterResubmitted,
  MetricBound,
  MetricOverridden,
  MetricOverrideCleared,
  MetricUnbound,
  MoveAsset,
  OverrideMetric,
  RaiseAlarm,
  RegisterAsset,
  ReinstateAsset,
  RejectCorrection,
  RenameAsset,
  RepairRefused,
  RequestCorrection,
  ResubmitLetter,
  RetireAsset,
  RetireAssetType,
  ReturnAlarmToNormal,
  TelemetryEnriched,
  TelemetryReceived,
  TelemetryRejected,
  UnbindMetric,
  UnknownDeviceSeen,
  WebhookDelivered,
  WebhookFailed,
  WithdrawCorrection,
];
