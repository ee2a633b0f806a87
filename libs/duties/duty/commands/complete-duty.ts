import { field, refuse, type DataOf, type Refusal } from '#event-sourcing';
import { isPresent } from '#organisation';
import { byWhoeverOwes, command, type DutyContext } from '../command.ts';
import { draft } from '../events.ts';
import { notReviewedBy } from '../rules.ts';
import type { DutyTurn } from '../state.ts';

const data = {
  account: field.text({
    example: 'Handed to the head of the park; folder 2026-48.',
    description: 'What was found or decided, or where the report or list lies.',
  }),
  found: field.wholeNumber({
    ...{ optional: true, min: 0, max: 100_000, example: 3 },
    description: 'How many papers were in the boxes (INT-12).',
  }),
  participants: field.references({
    ...{ optional: true, max: 200, of: 'staff', example: ['pan.xin', 'wu.tao'] },
    description: 'Who took part in the meeting (IMP-4).',
  }),
  cases: field.references({
    ...{ optional: true, max: 1_000, of: 'case', example: ['7F3K-9M2Q-X4TB'] },
    description: 'Cases that the meeting looked at (IMP-4).',
  }),
};
type Completion = DataOf<typeof data>;

/** What of it was not done stays on record with it: nobody is kept from saying that they are through. */
export const completeDuty = command({
  name: 'CompleteDuty',
  summary: 'Record that a duty was done, with what came of it (REP-3 … REP-7, INT-12, IMP-4).',
  ...byWhoeverOwes,
  data,
  decide: (done, state, context) => {
    const refusal = missing(done, state, context);
    if (refusal !== undefined) return refusal;
    const { participants, cases, ...rest } = done;
    return [
      draft('DutyCompleted', {
        ...rest,
        ...(participants && { participants: [...participants] }),
        ...(cases && { cases: [...cases] }),
        ...notReviewedBy(state, context, context.happenedAt),
      }),
    ];
  },
});

function missing(done: Completion, turn: DutyTurn, context: DutyContext): Refusal | undefined {
  switch (turn.work) {
    case 'spotCheck':
      return unchecked(turn);
    case 'boxOpening':
      return done.found === undefined
        ? refuse('INT-12', 'papers-not-counted', 'Say how many papers were in the boxes.', {
            remedy: 'Count them; none is an answer, too.',
          })
        : undefined;
    case 'meeting':
      return nobodyMet(done, context);
    case 'review':
    case 'caseList':
    case 'report':
      return undefined;
  }
}

function unchecked({ drawn, checked }: DutyTurn): Refusal | undefined {
  if (drawn === undefined)
    return refuse('REP-6', 'not-drawn', 'The cases have not been drawn yet.', { remedy: 'Wait a moment.' });
  const left = drawn.filter((each) => !checked.has(each));
  return left.length === 0
    ? undefined
    : refuse('REP-6', 'cases-unchecked', 'Cases that were drawn have not been checked.', {
        remedy: 'Check each of them, or have somebody else do it.',
        details: { unchecked: left.length },
      });
}

function nobodyMet({ participants = [] }: Completion, context: DutyContext): Refusal | undefined {
  const stranger = participants.find((each) => !isPresent(context.organisation, each, context.happenedAt));
  if (stranger !== undefined)
    return refuse('IMP-4', 'unknown-person', `Nobody is known as "${stranger}".`, {
      remedy: 'Name people of the organisation.',
    });
  return new Set(participants).size >= 2
    ? undefined
    : refuse('IMP-4', 'nobody-met', 'A meeting needs at least two people.', {
        remedy: 'Name everybody who took part.',
      });
}
