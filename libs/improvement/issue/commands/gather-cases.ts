import { field } from '#event-sourcing';
import { casesField, command, ourOwn, there } from '../command.ts';
import { draft } from '../events.ts';
import { gathered } from './gathered.ts';

/** IMP-1, IMP-2: what comes in after an issue was closed shows that what was done has not helped. */
export const gatherCases = command({
  name: 'GatherCases',
  summary: 'Further cases of what an improvement issue is about (IMP-1).',
  ...ourOwn,
  when: there,
  data: { cases: casesField({ max: 10_000 }), lastAt: field.moment({ optional: true }) },
  decide({ cases, lastAt }, issue) {
    const facts = gathered(issue, cases);
    const { status, endedAt } = issue;
    const recurs = facts.length > 0 && (status === 'effective' || status === 'dismissed');
    return recurs && lastAt !== undefined && endedAt !== undefined && lastAt > endedAt
      ? [...facts, draft('IssueReopened', { why: 'recurred', lastAt })]
      : facts;
  },
});
