import {
  answer,
  morePages,
  pageFields,
  pageFor,
  pageOf,
  queriesOf,
  type KnowableReads,
  type Page,
} from '#event-sourcing';
import { QUARANTINE, type QuarantinedFile } from './quarantine.projection.ts';

const query = queriesOf<{
  readonly ports: KnowableReads;
  readonly reader: unknown;
  readonly who: { readonly readers: readonly 'admin'[] };
  readonly group: 'Files';
}>();

const OLDEST_FIRST = { field: 'since', direction: 'ascending' } as const;

export const quarantine = query({
  name: 'quarantine',
  summary: 'Files that are given out to nobody: not scanned yet, or found to be bad (INV-2).',
  group: 'Files',
  at: 'files/quarantine',
  asks: { ...pageFields },
  who: { readers: ['admin'] },
  reads: () => [QUARANTINE],
  answers: answer.page(
    answer.object({
      sha256: answer.text('ab'.repeat(32)),
      because: answer.oneOf(['notScanned', 'foundBad']),
      'finding?': answer.text('Eicar-Test-Signature', { description: 'What the scanner calls it.' }),
      caseId: answer.text('7F3K-9M2Q-X4TB', {
        description: 'The case that it came with; others may have it too.',
      }),
      since: answer.instant(),
    }),
  ),
  run: (asked, { readModels, knowable }, reader) =>
    pageFor(
      pageOf(asked),
      async (page) =>
        (await readModels.query(QUARANTINE, { ...page, sort: OLDEST_FIRST })) as Page<QuarantinedFile>,
      (files) => knowable(files, reader),
    ),
  commandLine: {
    words: 'quarantine list',
    description: 'files that are given out to nobody: not scanned yet, or found to be bad',
    shows: (page) => [
      ...(page.items.length === 0
        ? ['Nothing is in quarantine.\n']
        : [
            {
              head: ['file', 'because', 'finding', 'case', 'since'],
              rows: page.items.map(({ sha256, because, finding, caseId, since }) => [
                ...[sha256, because, finding, caseId, { at: since }],
              ]),
            },
          ]),
      ...morePages(page),
    ],
  },
});
