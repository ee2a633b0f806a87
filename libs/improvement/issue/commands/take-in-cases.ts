import { byWhoeverLeads, casesField, command } from '../command.ts';
import { aboutIn, unknownAmong } from '../rules.ts';
import { gathered } from './gathered.ts';

export const takeInCases = command({
  name: 'TakeInCases',
  summary: 'Have cases covered by an improvement issue that nobody has counted for it (IMP-1, IMP-2).',
  ...byWhoeverLeads,
  data: { cases: casesField({ max: 100 }) },
  decide: ({ cases }, issue, context) =>
    unknownAmong(cases, { procedure: issue.procedure.id, site: issue.site }, context) ??
    gathered(issue, cases, (fresh) => aboutIn(fresh, context)),
});
