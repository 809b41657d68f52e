import type { ClusterView } from '../kafka/cluster-view.ts';
import type { RunnerOptions } from '../runner-options.ts';
import type { SinkBlockHandler, SinkSpec } from '../types.ts';

/** What every part of a sink needs. */
export interface SinkEnv extends RunnerOptions {
  readonly spec: SinkSpec;
  readonly handler: SinkBlockHandler;
  readonly groupId: string;
  readonly cluster: ClusterView;
}
