import { field, refuse } from '#event-sourcing';
import { byWhoeverDecides, command } from '../command.ts';
import { DECISIONS, draft } from '../events.ts';
import { isPromoted } from '../rules.ts';

/** Nothing is decided that nobody has looked at. */
export const decideFeedback = command({
  name: 'DecideFeedback',
  summary: 'Adopt or decline a suggestion, or note an opinion, with the reason (IMP-5).',
  ...byWhoeverDecides,
  data: {
    decision: field.choice(DECISIONS, { description: '`noted`: an opinion that asks for nothing.' }),
    reason: field.text({ example: 'The roof is built in spring.' }),
  },
  decide(data, state) {
    const promoted = isPromoted(state);
    if (promoted) return promoted;
    if (state.status !== 'considered')
      return state.status === 'received'
        ? refuse('IMP-5', 'not-considered', 'Nobody has considered it yet.', {
            remedy: 'Have it considered first.',
          })
        : refuse('IMP-5', 'decided-before', 'It is decided on.', {
            remedy: 'Have it considered anew first.',
            details: { decision: state.status },
          });
    if (data.decision === 'noted' && state.kind === 'suggestion')
      return refuse('IMP-5', 'suggestion-undecided', 'A suggestion is adopted or declined.', {
        remedy: 'Say which of the two.',
      });
    return [draft('FeedbackDecided', data)];
  },
});
