import { noticesOwed } from '../../telling/notices-owed.ts';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';
import { factFields } from '../fact-fields.ts';

export const oweNotices = command({
  name: 'OweNotices',
  summary: 'Find out whom a fact of a case is to be told, and what is said (OUT-1, DIS-1, DIS-3).',
  ...ourOwn,
  data: factFields,
  decide: (fact, { facts }, context) =>
    facts.has(fact.fact) ? [] : noticesOwed(fact, context).map((each) => draft('NoticeOwed', each)),
});
