import { eventRecord, type Codecs, type Decoded, type EventContract } from '@millrace/contracts';
import type { CommandBus } from '@millrace/streaming';
import { writeProblem } from '@millrace/streaming/nest';
import { SOURCE } from '../source.ts';

/** The way of commands to the owners of their assets, and how long an outcome is waited for. */
export interface CommandWay {
  readonly bus: Pick<CommandBus, 'request'>;
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly timeoutMs: number;
}
/** A command on something of an asset. */
export interface Command {
  readonly commandId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly requestedAt: number;
}

/**
 * Sends a command under the key of its asset.
 * @param read what shows later what became of it, e.g. "Read the asset"
 * @returns its outcome
 * @throws ProblemException 503 where it was not taken, 504 where its outcome is not known in time
 */
export async function sendCommand<T extends Command>(
  { bus, codecs, timeoutMs }: CommandWay,
  contract: EventContract<T>,
  command: T,
  read: string,
): Promise<Decoded> {
  const { commandId, tenant, assetId, requestedAt } = command;
  const about = { key: `${tenant}/${assetId}`, id: commandId, source: SOURCE, time: requestedAt };
  const record = eventRecord<T>(codecs, contract, command as NoInfer<T>, about);
  return await bus.request(record, commandId, timeoutMs).catch((error: unknown) => {
    throw writeProblem(error, read);
  });
}
