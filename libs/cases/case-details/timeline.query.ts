import { answer, morePages, pageFields, pageOf } from '#event-sourcing';
import { caseField, query, noSuchCase } from '../reading/query.ts';
import { entriesFor, ofOneCase } from '../reading/reading.ts';
import { CASE_DETAILS } from './case-details.projection.ts';
import { timelineEntry, timelineShown } from './case-details.query.ts';
import { headOf, timelineFrom } from './told.ts';

export const timeline = query({
  name: 'timeline',
  summary: 'Everything that happened in a case, from its beginning, in pages (ARC-2).',
  group: 'Cases',
  at: 'cases/:caseId/timeline',
  asks: { caseId: caseField, ...pageFields },
  who: { ...ofOneCase, internalComplainant: 'handlers' },
  reads: () => [CASE_DETAILS],
  answers: answer.page(timelineEntry),
  async run({ caseId, ...page }, ports, reader) {
    const head = await headOf(caseId, ports);
    if (head === undefined) return undefined;
    const { items, ...rest } = await timelineFrom(head, pageOf(page), ports);
    return {
      items: reader === undefined ? items : entriesFor(reader, head, items, ports.procedures),
      ...rest,
    };
  },
  absent: noSuchCase,
  commandLine: {
    words: 'cases timeline',
    description: 'everything that happened in a case, in pages',
    options: { caseId: 'number of the case' },
    shows: (page) => [timelineShown(page.items), ...morePages(page)],
  },
});
