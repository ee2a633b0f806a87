import {
  answer,
  field,
  morePages,
  pageFields,
  pageFor,
  pageOf,
  type Condition,
  type Page,
} from '#event-sourcing';
import { DUTY_WORKS, type ProcedureRegistry } from '#procedures';
import { DUTIES, type DutyDocument } from './duties.projection.ts';
import { dutyFields, forWhoeverAnswers, query } from './query.ts';
import { isDutyFor, isTheirs } from './visible.ts';

const STATES = ['open', 'missed', 'done', 'excused', 'any'] as const;
const DUE_FIRST = { field: 'dueAt', direction: 'ascending' } as const;
const LATEST_FIRST = { field: 'dueAt', direction: 'descending' } as const;

interface Asked {
  readonly state?: (typeof STATES)[number];
  readonly procedure?: string;
  readonly site?: string;
  readonly owner?: string;
  readonly week?: string;
  readonly work?: string;
}

function conditionsOf({ state = 'open', ...rest }: Asked): readonly Condition[] {
  const { procedure, site, owner, week, work } = rest;
  const equal = Object.entries({ procedure, site, owner, week, work }).flatMap(([name, equals]) =>
    equals === undefined ? [] : [{ field: name, equals }],
  );
  switch (state) {
    case 'any':
      return equal;
    case 'missed':
      return [{ field: 'missed', equals: true }, ...equal];
    case 'open':
    case 'done':
    case 'excused':
      return [{ field: 'status', equals: state }, ...equal];
  }
}

/** A turn as a list tells it: what was drawn and reviewed stands with the turn itself. */
export type ListedDuty = Omit<
  DutyDocument,
  | 'series'
  | 'wakeAt'
  | 'reviewed'
  | 'checked'
  | 'drawn'
  | 'seed'
  | 'pool'
  | 'notReviewed'
  | 'since'
  | 'atLeast'
> & { readonly title?: string };

export function listedDuty(document: DutyDocument, procedures: Pick<ProcedureRegistry, 'get'>): ListedDuty {
  const {
    series: _s,
    wakeAt: _w,
    reviewed: _r,
    checked: _c,
    drawn: _d,
    seed: _e,
    pool: _p,
    ...rest
  } = document;
  const { notReviewed: _n, since: _i, atLeast: _a, ...told } = rest;
  const rules = procedures.get(told.procedure, told.procedureVersion)?.duties ?? [];
  const title = rules.find(({ id }) => id === told.duty)?.title;
  return { ...told, ...(title !== undefined && { title }) };
}

export const duties = query({
  name: 'duties',
  summary:
    'What is owed again and again and belongs to no case: open, missed, done or excused (REP-3 … REP-7).',
  group: 'Duties',
  at: 'duties',
  asks: {
    state: field.choice(STATES, { optional: true, description: 'Default: open, the next due first.' }),
    mine: field.yesNo({ optional: true, description: 'Only what whoever asks owes themselves.' }),
    procedure: field.reference({ optional: true, of: 'procedure', example: 'supermarket-authority' }),
    site: field.reference({ optional: true, of: 'site', example: 'riverside' }),
    owner: field.reference({
      ...{ optional: true, example: 'customer-service-manager' },
      description: 'Level or department that owes it.',
    }),
    week: field.pattern(/^\d{4}-W\d{2}$/, {
      ...{ optional: true, otherwise: 'must be a week such as 2026-W48', example: '2026-W48' },
    }),
    work: field.choice(DUTY_WORKS, { optional: true }),
    ...pageFields,
  },
  who: forWhoeverAnswers,
  reads: () => [DUTIES],
  answers: answer.page(answer.object(dutyFields)),
  run: async (asked, { readModels, procedures }, reader): Promise<Page<ListedDuty>> => {
    const where = conditionsOf(asked);
    const sort = (asked.state ?? 'open') === 'open' ? DUE_FIRST : LATEST_FIRST;
    const found = await pageFor(
      pageOf(asked),
      async (page) => (await readModels.query(DUTIES, { ...page, where, sort })) as Page<DutyDocument>,
      (documents) =>
        Promise.resolve(
          reader === undefined
            ? documents
            : documents.filter(
                (each) => isDutyFor(each, reader) && (asked.mine !== true || isTheirs(each, reader)),
              ),
        ),
    );
    return { ...found, items: found.items.map((each) => listedDuty(each, procedures)) };
  },
  commandLine: {
    words: 'duties list',
    description: 'what is owed again and again: reviews, spot checks, lists, reports, meetings',
    shows: (page) => [
      ...(page.items.length === 0
        ? ['No duty matches.\n']
        : [
            {
              head: ['duty', 'what', 'who', 'due', 'is', 'missed'],
              rows: page.items.map((each) => [
                ...[each.dutyId, each.title, each.owner, { at: each.dueAt }, each.status],
                ...[each.missed ? (each.responsible ?? []).join(', ') || 'by nobody there' : ''],
              ]),
            },
          ]),
      ...morePages(page),
    ],
  },
});
