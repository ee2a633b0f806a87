import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during, partHolds, WORKING } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { recording } from '../../who-policy.ts';

/** SOL-1, OUT-1: attempts are recorded one by one; how many are enough is a figure of the procedure. */
export const recordFailedContact = command({
  name: 'RecordFailedContact',
  summary:
    'Record that the complainant was not reached, for an answer, to be told, or why it is invalid (SOL-1, OUT-1, CLS-5).',
  group: 'Outcome',
  data: {
    about: field.choice(['offer', 'outcome', 'explanation']),
    method: field.choice(METHODS),
    remarks: field.text({ optional: true, example: 'No answer at home or at work.' }),
  },
  who: recording(),
  when: during(['notArchived']),
  decide: (data, state) =>
    nobodyToReach[data.about](state) ? NOTHING[data.about] : [draft('ContactFailed', data)],
});

const nobodyToReach = {
  offer: (state: CaseRecord) => !partHolds('open', state) || !partHolds('offer', state),
  outcome: (state: CaseRecord) => !partHolds('outcomeKnown', state) || !partHolds('untold', state),
  explanation: (state: CaseRecord) =>
    WORKING.some((part) => !partHolds(part, state)) ||
    state.valid !== false ||
    state.invalidityExplained === 'yes',
};

const NOTHING = {
  offer: refuse('SOL-1', 'no-offer-waiting', 'No offer waits for an answer.', {
    remedy: 'Offer a solution first.',
  }),
  outcome: refuse('OUT-1', 'nothing-to-tell', 'There is no outcome that has not been told.', {
    remedy: 'Resolve the case first, or tell nothing more.',
  }),
  explanation: refuse('CLS-5', 'nothing-to-explain', 'No invalid complaint waits for its explanation.', {
    remedy: 'Assess its validity first.',
  }),
};
