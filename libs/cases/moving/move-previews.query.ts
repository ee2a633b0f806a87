import { answer, equal, field, morePages, pageFields, pageFor, pageOf, walk } from '#event-sourcing';
import type { Page } from '#event-sourcing';
import { OPEN_CASES, type OpenCase } from '../open-cases/open-cases.projection.ts';
import { isListedFor } from '../reading/listing.ts';
import { query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import type { MovePreview } from './preview-move.ts';
import { orDamaged, preview, previewOf, previewsShown, targetFor, versionField } from './previewing.ts';

export const movePreviews = query({
  name: 'movePreviews',
  summary: 'What moving all open cases of a procedure to one of its versions would change (D13).',
  group: 'Lists and reports',
  at: 'move-previews',
  asks: {
    procedure: field.reference({ of: 'procedure', example: 'residential-property' }),
    to: versionField,
    ...pageFields,
  },
  who: ofManyCases,
  reads: () => [OPEN_CASES],
  answers: answer.page(preview),
  compressed: true,
  async run({ procedure: id, to, ...asked }, ports, reader) {
    const target = targetFor({ id, version: to }, ports);
    const organisation = await ports.organisation();
    const where = equal({ open: true, procedure: id });
    const found = await pageFor(
      pageOf(asked),
      async (part) =>
        (await walk(ports.readModels, OPEN_CASES, { where, sort: BY_NUMBER }, part)) as Page<OpenCase>,
      (cases) =>
        Promise.resolve(
          cases.filter(
            (each) => each.procedureVersion !== to && (reader === undefined || isListedFor(each, reader)),
          ),
        ),
    );
    const items: MovePreview[] = [];
    for (const { caseId, procedureVersion: from } of found.items) {
      const previewed = await previewOf(caseId, target, ports, organisation).catch(
        orDamaged(caseId, { from, to }),
      );
      items.push(...(previewed === undefined ? [] : [previewed]));
      await ports.rest();
    }
    return { ...found, items };
  },
  commandLine: {
    words: 'cases move-previews',
    description: 'what moving all open cases of a procedure to one of its versions would change',
    shows: (page) => [...previewsShown(page), ...morePages(page)],
  },
});

const BY_NUMBER = { field: 'receivedAt', direction: 'ascending' } as const;
