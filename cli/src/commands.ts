import type { Command } from './command.ts';
import { assets } from './commands/assets/assets.ts';
import { audit } from './commands/audit/audit.ts';
import { corrections } from './commands/corrections/corrections.ts';
import { deadLetters } from './commands/dead-letters/dead-letters.ts';
import { replay } from './commands/replay/replay.ts';

/** Every command, in the order that `millrace help` lists them; each is a folder of `commands/`. */
export const COMMANDS: readonly Command[] = [assets, corrections, deadLetters, replay, audit];
