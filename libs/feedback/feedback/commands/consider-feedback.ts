import { field, isSamePerson, refuse } from '#event-sourcing';
import { isPresent } from '#organisation';
import { byWhoeverHandles, command } from '../command.ts';
import { draft } from '../events.ts';
import { isAboutAny, isPromoted } from '../rules.ts';

export const considerFeedback = command({
  name: 'ConsiderFeedback',
  summary: 'Have a suggestion or opinion considered, by yourself or by somebody else (IMP-5).',
  ...byWhoeverHandles,
  data: {
    owner: field.person({
      optional: true,
      of: 'staff',
      example: 'pan.xin',
      description: 'Default: yourself.',
    }),
  },
  decide({ owner: given }, state, { actor, organisation, now }) {
    const owner = given ?? actor.id;
    if (state.owner !== undefined && isSamePerson(state.owner, owner) && state.status === 'considered')
      return [];
    if (!isPresent(organisation, owner, now))
      return refuse('D23', 'unknown-person', `"${owner}" does not work here.`, {
        remedy: 'Give it to somebody who does.',
      });
    if (isAboutAny(state, [owner]))
      return refuse('INV-4', 'conflict-of-interest', 'It is about whoever is to consider it.', {
        remedy: 'Give it to somebody else.',
      });
    return isPromoted(state) ?? [draft('FeedbackConsidered', { owner })];
  },
});
