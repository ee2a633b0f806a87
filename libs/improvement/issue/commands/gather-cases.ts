import { field } from '#event-sourcing';
import { casesField, command, ourOwn, there } from '../command.ts';
import { draft } from '../events.ts';
import { gathered } from './gathered.ts';

/**
 * IMP-1, IMP-2: what comes in after an issue was closed shows that what was done has not helped. What was still open in one
 * that is joined with it is open here.
 */
export const gatherCases = command({
  name: 'GatherCases',
  summary: 'Further cases of what an improvement issue is about (IMP-1).',
  ...ourOwn,
  when: there,
  data: {
    cases: casesField({ max: 10_000 }),
    about: field.references({ optional: true, max: 10_000, of: 'staff', example: ['pan.xin'] }),
    lastAt: field.moment({ optional: true }),
    joinedOpen: field.yesNo({ optional: true, description: 'They are those of an issue that was open.' }),
  },
  decide({ cases, about, lastAt, joinedOpen = false }, issue) {
    const facts = gathered(issue, cases, () => about ?? []);
    const { status, endedAt } = issue;
    if (status !== 'effective' && status !== 'dismissed') return facts;
    if (joinedOpen) return [...facts, draft('IssueReopened', { why: 'joined' })];
    return facts.length > 0 && lastAt !== undefined && endedAt !== undefined && lastAt > endedAt
      ? [...facts, draft('IssueReopened', { why: 'recurred', lastAt })]
      : facts;
  },
});
