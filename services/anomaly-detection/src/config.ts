import { defaultDetectorSettings } from '@millrace/domain';
import { httpSettings, integer, kafkaSettings, telemetrySettings } from '@millrace/platform';
import { z } from 'zod';

/** Everything this service can be told from outside. The detector has no setting per signal, on purpose. */
export const settingsSchema = z.object({
  ...kafkaSettings,
  ...httpSettings(8083),
  ...telemetrySettings,
  /** Readings of a series before the detector may open an anomaly in it. */
  DETECTOR_WARM_UP_READINGS: integer(10, 1_000_000).default(defaultDetectorSettings.warmUp),
  /** Normal readings in a row that close an anomaly. */
  DETECTOR_CLOSE_AFTER_READINGS: integer(1, 100_000).default(defaultDetectorSettings.closeAfterReadings),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The detector's settings with what the operator changed. */
export const detectorSettings = (settings: Settings) => ({
  ...defaultDetectorSettings,
  warmUp: settings.DETECTOR_WARM_UP_READINGS,
  closeAfterReadings: settings.DETECTOR_CLOSE_AFTER_READINGS,
});
