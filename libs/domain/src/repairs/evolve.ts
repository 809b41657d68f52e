import type { AnsweredRepair, Letter, LetterEvent } from './letter.ts';

/** Commands remembered per letter; a repeat comes within seconds. */
export const REPAIRS_KEPT = 8;

/** The letter after an event. */
export function evolveLetter(letter: Letter, event: LetterEvent): Letter {
  const { commandId, actor, occurredAt: at } = event.data;
  switch (event.type) {
    case 'LetterResubmitted':
    case 'LetterDiscarded': {
      const state = event.type === 'LetterResubmitted' ? 'RESUBMITTED' : 'DISCARDED';
      const { version } = event.data;
      return { state, version, actor, at, answered: remember(letter, { commandId, refusal: null }) };
    }
    case 'RepairRefused': {
      // Of a letter nobody has dealt with nothing is kept: anybody could fill the memory with refusals of invented letters.
      if (letter.version === 0) return letter;
      const { code, field, detail } = event.data;
      return { ...letter, answered: remember(letter, { commandId, refusal: { code, field, detail } }) };
    }
    default:
      return event satisfies never;
  }
}

const remember = (letter: Letter, answered: AnsweredRepair): readonly AnsweredRepair[] =>
  letter.answered.some(({ commandId }) => commandId === answered.commandId)
    ? letter.answered
    : [...letter.answered, answered].slice(-REPAIRS_KEPT);
