import { answer, equal, field, type Condition } from '#event-sourcing';
import { DUTY_WORKS, type ProcedureRegistry } from '#procedures';
import { dutyFields } from './duty.answer.ts';
import { DUTIES, type DutyDocument } from './duties.projection.ts';
import { forWhoeverAnswers, list } from './query.ts';
import { isDutyFor, isTheirs } from './visible.ts';

const STATES = ['open', 'missed', 'done', 'excused', 'any'] as const;

const OF_STATE: Readonly<Record<(typeof STATES)[number], readonly Condition[]>> = {
  open: equal({ status: 'open' }),
  done: equal({ status: 'done' }),
  excused: equal({ status: 'excused' }),
  missed: equal({ missed: true }),
  any: [],
};

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

export const duties = list({
  name: 'duties',
  summary:
    'What is owed again and again and belongs to no case: open, missed, done or excused (REP-3 … REP-7).',
  group: 'Duties',
  at: 'duties',
  who: forWhoeverAnswers,
  of: DUTIES,
  filters: {
    state: field.choice(STATES, { optional: true, description: 'Default: open, the next due first.' }),
    mine: field.yesNo({ optional: true, description: 'Only what whoever asks owes themselves.' }),
    procedure: field.reference({ optional: true, of: 'procedure', example: 'supermarket-authority' }),
    site: field.reference({ optional: true, of: 'site', example: 'riverside' }),
    owner: field.reference({
      ...{ optional: true, of: 'level or department', example: 'customer-service-manager' },
      description: 'Level or department that owes it.',
    }),
    week: field.pattern(/^\d{4}-W\d{2}$/, {
      ...{ optional: true, otherwise: 'must be a week such as 2026-W48', example: '2026-W48' },
    }),
    work: field.choice(DUTY_WORKS, { optional: true }),
  },
  where: ({ asked: { state = 'open', mine: _, ...others } }) => [...OF_STATE[state], ...equal(others)],
  order: ({ state = 'open' }) => ({
    field: 'dueAt',
    direction: state === 'open' ? 'ascending' : 'descending',
  }),
  moves: false,
  visible: (found: readonly DutyDocument[], { asked, reader }) =>
    reader === undefined
      ? found
      : found.filter((each) => isDutyFor(each, reader) && (asked.mine !== true || isTheirs(each, reader))),
  row: answer.object(dutyFields),
  told: (document, { procedures }) => listedDuty(document, procedures),
  commandLine: {
    words: 'duties list',
    description: 'what is owed again and again: reviews, spot checks, lists, reports, meetings',
    none: 'No duty matches.',
    columns: {
      duty: ({ dutyId }) => dutyId,
      what: ({ title }) => title,
      who: ({ owner }) => owner,
      due: ({ dueAt }) => ({ at: dueAt }),
      is: ({ status }) => status,
      missed: ({ missed, responsible = [] }) => (missed ? responsible.join(', ') || 'by nobody there' : ''),
    },
  },
});
