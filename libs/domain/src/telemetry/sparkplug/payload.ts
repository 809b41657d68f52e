import type { EpochMicros } from '../../kernel/index.ts';
import type { SparkplugType } from './topic.ts';

/** A metric as it is on the wire: what it means may depend on the birth certificate. */
export interface SparkplugMetric {
  readonly name?: string | undefined;
  readonly alias?: number | undefined;
  /** Index of the data type (Sparkplug 3.0.0 §6.4.16); data messages may leave it to the birth. */
  readonly datatype?: number | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly timestamp?: number | undefined;
  readonly isNull?: boolean | undefined;
  /** Measured earlier and stored by the edge node; here it is the time that says so. */
  readonly isHistorical?: boolean | undefined;
  /** Must not be stored (Sparkplug 3.0.0 §6.4.6). */
  readonly isTransient?: boolean | undefined;
  /** Scalar on the wire; integers unsigned. Undefined for bytes, data sets and templates. */
  readonly value?: number | bigint | boolean | string | undefined;
  /** Members of a template instance; undefined for anything else. */
  readonly members?: readonly SparkplugMetric[] | undefined;
  readonly isTemplateDefinition?: boolean | undefined;
  /** The `Quality` property: 192 good, 0 bad, 500 stale. */
  readonly quality?: number | undefined;
}

/** One Sparkplug message of an edge node, decoded but not yet understood. */
export interface SparkplugMessage {
  readonly type: SparkplugType;
  readonly device: string | undefined;
  readonly timestamp: number | undefined;
  readonly seq: number | undefined;
  readonly metrics: readonly SparkplugMetric[];
  readonly receivedAt: EpochMicros;
}
