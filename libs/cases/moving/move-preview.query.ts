import { QueryRefused } from '#event-sourcing';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseState } from '../case/state.ts';
import { caseField, noSuchCase, query } from '../reading/query.ts';
import { ofOneCase } from '../reading/reading.ts';
import { takesNoneOf } from '../under-which-rules.ts';
import { preview, previewOf, previewsShown, targetFor, versionField } from './previewing.ts';

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
    const target = targetFor({ id, version: to }, ports);
    const elsewhere =
      state.status === 'logged' ? takesNoneOf(state.site, target, ports.procedures) : undefined;
    if (version !== to && elsewhere !== undefined) throw new QueryRefused(elsewhere);
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
