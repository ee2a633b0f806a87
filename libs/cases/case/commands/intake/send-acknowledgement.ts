import { field, refuse, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import { lastTime } from '../../clock-facts.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { METHODS, type Method } from '../../events/fields.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { recording } from '../../who-policy.ts';
import { nextPromise, nothingToPromise } from '../clocks/promises.ts';

/** INT-6: the promised time of the first answer becomes a promise of its own (CLK-5). */
export const sendAcknowledgement = command({
  name: 'SendAcknowledgement',
  summary: 'Record the acknowledgement and the promised first answer (INT-6).',
  group: 'Intake',
  data: {
    method: field.choice(METHODS),
    summary: field.text({ optional: true, example: 'Thanked, and promised a first answer.' }),
    firstAnswerBy: field.instant({ optional: true }),
  },
  who: recording(),
  when: during(OPEN),
  decide: ({ firstAnswerBy, ...data }, state, context) => {
    if (firstAnswerBy !== undefined && firstAnswerBy <= context.happenedAt)
      return refuse('INT-6', 'time-in-the-past', 'The promised time of the first answer has already passed.');
    const refusal = firstOf(
      cannotReach(data.method, state),
      alreadyAcknowledged(state, context),
      nothingToPromise(firstAnswerBy, state),
    );
    if (refusal) return refusal;
    const promise = nextPromise(state);
    return [
      draft('AcknowledgementSent', data),
      ...(firstAnswerBy === undefined
        ? []
        : [draft('ReplyPromised', { promise, dueAt: firstAnswerBy, about: 'First answer' })]),
    ];
  },
});

/** What reaches somebody without their being there, and by what of theirs. */
const REACHED_BY = { letter: 'address', email: 'email', message: 'phone' } as const;

/** INT-4: nothing is sent to somebody of whom nobody knows where. */
function cannotReach(method: Method, { complainant }: CaseRecord): Refusal | undefined {
  if (!complainant.anonymous || !Object.hasOwn(REACHED_BY, method)) return undefined;
  const by = REACHED_BY[method as keyof typeof REACHED_BY];
  const { representative } = complainant;
  const theirs = by === 'address' ? undefined : representative?.[by];
  if (complainant[by] !== undefined || theirs !== undefined) return undefined;
  return refuse('INT-4', 'nobody-to-reach', `The complainant is anonymous, and no ${by} is known.`, {
    remedy: 'Say how they were told while they were there, or leave it out: nobody waits for it.',
  });
}

/** What gives a new reason to acknowledge: it begins anew, or somebody else waits as well. */
const ANEW = ['reopened', 'tookOver', 'passedOn', 'contactAbandoned'] as const;

/** INT-6: given once. An earlier one may be told later (LIF-5). */
function alreadyAcknowledged({ clocks }: CaseRecord, { happenedAt }: CaseContext): Refusal | undefined {
  const last = lastTime(clocks, 'acknowledged');
  const anew = clocks.facts.findLastIndex(({ milestone }) => ANEW.some((each) => each === milestone));
  const given = clocks.facts.findLastIndex(({ milestone }) => milestone === 'acknowledged');
  if (last === undefined || given < anew || happenedAt < last) return undefined;
  return refuse('INT-6', 'already-acknowledged', `It was acknowledged at ${last}.`, {
    remedy: 'Tell how it stands with report-progress, and promise the next answer there.',
  });
}
