import type { Command } from '../process/guarded-process.ts';
import type { PortName, Ports } from '../ports.ts';
import type { OnProgress } from '../progress.ts';

export const PART_NAMES = ['kafka', 'clickhouse', 'registry', 'mosquitto', 'otlp', 'proxy'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** Where a part lives: `dataDir` is its own folder and survives restarts. */
export interface PartContext {
  readonly dataDir: string;
  readonly ports: Ports;
  readonly onProgress: OnProgress;
}

/** One program of the stack. `prepare` may download and write configuration; it runs before each start and is idempotent. */
export interface Part {
  readonly name: PartName;
  readonly ports: readonly PortName[];
  /** Time it gets between TERM and KILL, in ms. */
  readonly stopDeadlineMs: number;
  prepare(context: PartContext): Promise<Command>;
  /** Answers true once the part does its work; false or an error means "not yet". */
  ready(context: PartContext): Promise<boolean>;
}
