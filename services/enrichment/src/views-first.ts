import type { BeforeStreams } from '@millrace/streaming/nest';
import { CorrectionView } from './corrections/correction-view.ts';
import { RegistryView } from './registry/registry-view.ts';

/**
 * The streams wait for what every instance knows: telemetry that is enriched with half of the registry would be rejected as unknown, and
 * nothing would bring it back.
 */
export const viewsFirst: BeforeStreams = async (app) => {
  await Promise.all([app.get(RegistryView).catchUp(), app.get(CorrectionView).catchUp()]);
};
