import { QueryRefused } from '#event-sourcing';
import { evolve, noCase } from '../case/evolve.ts';
import { unknownProcedure } from '../case/rules/rules-kept.ts';
import type { CaseState } from '../case/state.ts';
import { caseField, noSuchCase, query } from '../reading/query.ts';
import { ofOneCase } from '../reading/reading.ts';
import { preview, previewOf, previewsShown, versionField } from './previewing.ts';

export const movePreview = query({
  name: 'movePreview',
  summary: 'What moving this case to another version of its procedure would change (D13).',
  group: 'Cases',
  at: 'cases/:caseId/move-preview',
  asks: { caseId: caseField, to: versionField },
  who: ofOneCase,
  reads: () => [],
  answers: preview,
  async run({ caseId, to }, ports) {
    const state = (await ports.history(caseId)).reduce<CaseState>(evolve, noCase);
    if (state.status === 'none') return undefined;
    const { id, version } = state.procedure;
    const target = ports.procedures.get(id, to);
    if (target === undefined) throw new QueryRefused(unknownProcedure({ id, version: to }, ports.procedures));
    const found = await previewOf(caseId, target, ports, await ports.organisation());
    return found ?? { caseId, from: version, to, missing: [], changes: [] };
  },
  absent: noSuchCase,
  commandLine: {
    words: 'cases move-preview',
    description: 'what moving a case to another version of its procedure would change',
    shows: (found) => previewsShown({ items: [found] }),
  },
});
