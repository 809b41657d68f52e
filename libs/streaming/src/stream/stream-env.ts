import type { RunnerOptions } from '../runner-options.ts';
import type { ClusterView } from '../kafka/cluster-view.ts';
import type { Patience } from './failures.ts';
import type { GroupCommits } from './group-commits.ts';
import type { StreamBatchHandler, StreamSpec } from '../types.ts';

/** What the tasks of one runner share. */
export interface StreamEnv extends RunnerOptions {
  readonly spec: StreamSpec;
  readonly handler: StreamBatchHandler;
  readonly groupId: string;
  readonly cluster: ClusterView;
  readonly commits: GroupCommits;
  readonly patience: Patience;
}
