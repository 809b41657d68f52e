/** A command and what its sender was told in the end. */
export interface Answered {
  readonly commandId: string;
  readonly assetId: string;
  /** The version that the sender had seen. */
  readonly expectedVersion: number;
  readonly answer: 'applied' | 'conflict';
}

/** A change as its event says it. */
export interface Change {
  readonly commandId: string;
  readonly assetId: string;
  readonly version: number;
}

/** What is wrong, counted; all of it must be 0. */
export interface Findings {
  /** Answered as applied, without an event; or a version that no event made. */
  readonly lost: number;
  /** A second event of a command, or of a version. */
  readonly doubled: number;
  /** Applied over a version that the sender had not seen. */
  readonly unseenConflicts: number;
  /** Answered as a conflict, and applied all the same. */
  readonly wrongAnswers: number;
}

/** Compares what senders were told with what happened. `changes` are all changes of these assets, in any order. */
export function compareAnswers(answers: readonly Answered[], changes: readonly Change[]): Findings {
  const byCommand = Map.groupBy(changes, ({ commandId }) => commandId);
  let [lost, doubled, unseenConflicts, wrongAnswers] = [0, 0, 0, 0];
  for (const { commandId, expectedVersion, answer } of answers) {
    const made = byCommand.get(commandId) ?? [];
    if (answer === 'conflict') {
      wrongAnswers += Math.min(1, made.length);
      continue;
    }
    if (made.length === 0) lost += 1;
    if (made.length > 1) doubled += 1;
    if (made.some(({ version }) => version !== expectedVersion + 1)) unseenConflicts += 1;
  }
  for (const ofAsset of Map.groupBy(changes, ({ assetId }) => assetId).values()) {
    const versions = ofAsset.map(({ version }) => version);
    const distinct = new Set(versions).size;
    doubled += versions.length - distinct;
    lost += versions.reduce((most, version) => Math.max(most, version), 0) - distinct;
  }
  return { lost, doubled, unseenConflicts, wrongAnswers };
}
