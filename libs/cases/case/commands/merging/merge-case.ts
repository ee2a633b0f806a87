import { field, refuse, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { Carried } from '../../events/merging.ts';
import { carriedBy } from '../../rules/carrying.ts';
import { missingForClosing } from '../../rules/closing.ts';
import { notEntitledThere } from '../../rules/merging-rights.ts';
import { cannotTakeOver, caseNumber, noOtherCase } from '../../rules/other-case.ts';
import { unsettledBy } from '../../rules/resolving.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';

/** INT-10: merging is a decision of the level that decides on the matter, for it ends every clock. The case ends when the other one has taken it over. */
export const mergeCase = command({
  name: 'MergeCase',
  summary: 'Merge a duplicate into another case, which takes over what is owed here (LIF-2).',
  group: 'Merging',
  data: {
    into: field.reference({ of: 'case', example: '4XQ7-M2K9-D3TB' }),
    reason: field.text({ example: 'The same lift, the same day.' }),
  },
  who: deciding({ level: 'ruling' }),
  when: during(OPEN),
  decide: ({ into, reason }, state, context) => {
    const carries = carriedBy(state, context);
    return (
      firstOf(
        noOtherCase(into, context),
        cannotTakeOver(context.other, state),
        notOfTheOther(carries, context),
        callbackOwed(state),
        acceptedWaits(state),
        keptToItself(state),
        unanswered(state, context),
      ) ?? [
        draft('MergeStarted', {
          ...{ merge: `M${String(state.merges + 1)}`, into: caseNumber(into), reason },
          carries: [...carries],
        }),
      ]
    );
  },
});

/** AUT-1, INV-4: asked here already, so that whoever merges is told at once; the other case judges it again. */
const notOfTheOther = (carries: readonly Carried[], context: CaseContext): Refusal | undefined => {
  const { actor, other } = context;
  if (other?.status !== 'logged') return undefined;
  return notEntitledThere(other, actor, carries, context) ?? unsettledBy(other, carries, context);
};

/** SOL-1: what the complainant has accepted is carried out where it was accepted: the plan ends with the merging. */
const acceptedWaits = ({ options }: CaseRecord): Refusal | undefined =>
  options.some(({ status }) => status === 'accepted')
    ? refuse('SOL-1', 'accepted-solution-waits', 'The complainant has accepted a solution in this case.', {
        remedy: 'Carry it out; then merge.',
      })
    : undefined;

/** SOL-7: the other case would tell what was agreed here to everybody who reads it. */
const keptToItself = ({ confidentialFrom }: CaseRecord): Refusal | undefined =>
  confidentialFrom === undefined
    ? undefined
    : refuse('SOL-7', 'settlement-confidential', 'The terms of its settlement are confidential.', {
        remedy: `Link the cases instead, or have "${confidentialFrom}" or above lift it; then merge.`,
      });

/** CLS-10: nobody answers the demands of a case that is over. */
const unanswered = (state: CaseRecord, { procedure }: CaseContext): Refusal | undefined =>
  missingForClosing(state, procedure).includes('demandsAnswered')
    ? refuse('CLS-10', 'demands-unanswered', 'Not every demand of this case is answered.', {
        remedy: 'Answer each, if only with the number of the other case; then merge.',
      })
    : undefined;

/** INT-8: whoever waits to be called back would wait in a case that is over. */
const callbackOwed = ({ contact }: CaseRecord): Refusal | undefined =>
  contact === undefined
    ? undefined
    : refuse('INT-8', 'callback-owed', 'Somebody gave up waiting for an answer in this case.', {
        remedy: 'Call back, or end the contact; then merge.',
      });
