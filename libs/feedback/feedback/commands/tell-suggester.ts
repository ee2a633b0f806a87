import { field, refuse } from '#event-sourcing';
import { byWhoeverHandles, command } from '../command.ts';
import { draft, TELLINGS } from '../events.ts';
import { isDecided, isPromoted } from '../rules.ts';

export const tellSuggester = command({
  name: 'TellSuggester',
  summary: 'Record that whoever suggested something was told what was decided, and why (IMP-5).',
  ...byWhoeverHandles,
  data: {
    method: field.choice(TELLINGS),
    words: field.text({ example: 'We build the roof in spring. Thank you.' }),
  },
  decide(data, state) {
    const promoted = isPromoted(state);
    if (promoted) return promoted;
    if (!isDecided(state))
      return refuse('IMP-5', 'nothing-to-tell', 'Nothing is decided yet.', {
        remedy: 'Have it decided on first.',
      });
    return state.givenBy.anonymous && state.staffId === undefined && data.method !== 'noticeBoard'
      ? refuse('IMP-5', 'nobody-to-tell', 'Nobody knows who gave it.', {
          remedy: 'Put up a notice (noticeBoard).',
        })
      : [draft('SuggesterTold', data)];
  },
});
