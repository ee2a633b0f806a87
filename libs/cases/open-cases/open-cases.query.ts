import {
  equal,
  field,
  pageOf,
  personKey,
  QueryRefused,
  refuse,
  type Condition,
  withCount,
  type CountedPage,
  type DataOf,
} from '#event-sourcing';
import { ENDINGS, STAGES } from '../case/state.ts';
import type { CaseRemedy } from '../case/remedies/remedy.ts';
import { CONFIDENTIAL, isKept } from '../reading/terms.ts';
import { words, worthText } from '../reading/wording.ts';
import { SEARCHED, searchCases } from '../case-search/search.ts';
import { filters, list, query, type CaseQueryPorts } from '../reading/query.ts';
import { isListedFor } from '../reading/listing.ts';
import { ofManyCases, type Reader } from '../reading/reading.ts';
import { zonesOf } from '../local-month.ts';
import { DUE, dueBefore, isDue } from './due.ts';
import { openCase } from './open-case.answer.ts';
import { OPEN_CASES, type OpenCase } from './open-cases.projection.ts';

/** A case as a list shows it. */
type ListedCase = Omit<OpenCase, 'respondents' | 'ownerKey' | 'owed' | 'remedies'> & {
  readonly owed: readonly Partial<OpenCase['owed'][number]>[];
  readonly remedies: readonly Pick<CaseRemedy, 'status'>[];
};

/** Whom a case is about stands in its document for the sake of who may find it, and is not shown (INV-4). */
const told = ({ respondents: _whom, ownerKey: _key, ...shown }: OpenCase): ListedCase =>
  isKept(shown)
    ? {
        ...shown,
        owed: shown.owed.map(({ grant }) => ({ ...(grant && { grant }) })),
        remedies: shown.remedies.map(nameOf),
      }
    : shown;

/** SOL-7: that there is something, and how far it is. */
const nameOf = ({ option, request, grant, status }: CaseRemedy): Pick<CaseRemedy, 'status'> => ({
  ...(option && { option }),
  ...(request && { request }),
  ...(grant && { grant }),
  status,
});

const STATES = ['open', 'ended', 'any'] as const;

const narrowing = {
  search: field.text({
    ...{ optional: true, max: 100, example: '7F3K-9M2Q' },
    description:
      'Only cases in which all these words stand: part of the number, name, telephone number, customer or order number, words of the description.',
  }),
  state: field.choice(STATES, {
    optional: true,
    description: 'Default: open; any, when an ending or words are asked for.',
  }),
  ending: field.choice(ENDINGS, { optional: true, description: 'Only cases that ended so.' }),
  due: field.choice(DUE, {
    optional: true,
    description: 'Only what is due today, or until Sunday, by the calendar of the place; the next first.',
  }),
  mine: field.yesNo({ optional: true, description: 'Only cases of which you are the owner.' }),
  owner: filters.owner,
  handOver: field.text({
    ...{ optional: true, max: 200, example: 'leave-of-staff-003' },
    description: 'Only cases that were handed over together under this name, and have the same owner since.',
  }),
  department: filters.department,
  severity: filters.severity,
  stage: field.choice(STAGES, { optional: true, example: 'dispatched' }),
  procedure: filters.procedure,
  sort: field.choice(['nextDueAt', 'comingAt', 'receivedAt', 'updatedAt'], {
    optional: true,
    description:
      'Default: the most urgent first, what was missed before all. `comingAt`: what comes next. Cases that are over: the last change first. Not when searching.',
  }),
  breached: field.yesNo({ optional: true, description: 'Only cases with (or without) a missed clock.' }),
  owing: field.yesNo({
    optional: true,
    description: 'Only cases that owe (or do not owe) something granted.',
  }),
};
type Narrowed = DataOf<typeof narrowing>;

/** The open cases, or those that are over, in their order. */
const listed = list({
  name: 'openCases',
  summary: 'Cases, the open ones first of all: the next due first (REP-1).',
  group: 'Lists and reports',
  at: 'cases',
  who: ofManyCases,
  compressed: true,
  of: OPEN_CASES,
  filters: narrowing,
  where: ({ asked, ports, reader }) => conditionsOf(asked, ports, reader),
  order(asked) {
    const { sort } = withDefaults(asked);
    const soonest = sort === 'nextDueAt' || sort === 'comingAt';
    return { field: sort, direction: soonest ? 'ascending' : 'descending' };
  },
  moves: true,
  visible(found: readonly OpenCase[], { asked, ports, reader }) {
    const isDueThen = dueTest(asked, ports);
    return found.filter((each) => (reader === undefined || isListedFor(each, reader)) && isDueThen(each));
  },
  row: openCase,
  told,
  commandLine: {
    words: 'cases list',
    description: 'cases: open ones, the most urgent first, or those that are over',
    also: {
      words: 'cases search',
      description: 'cases by number, name, telephone, order number or words, also those that are over',
      argument: 'search',
    },
    none: 'No case matches.',
    columns: {
      case: ({ caseId }) => caseId,
      procedure: ({ procedure }) => procedure,
      stage: ({ stage }) => stage,
      severity: ({ severity }) => severity,
      category: ({ category }) => category,
      department: ({ department }) => department,
      owner: ({ owner }) => owner,
      'next due': ({ nextDueAt }) => ({ at: nextDueAt }),
      missed: ({ breachedClocks }) => breachedClocks.join(', '),
      owed: ({ owed }) =>
        owed
          .map(({ kind, worth }) => (kind ? `${words(kind)}: ${worthText(worth)}` : CONFIDENTIAL))
          .join(', '),
    },
  },
});

/** The list, by words too. */
export const openCases = query({
  ...listed,
  reads: ({ search }) => (search === undefined ? [OPEN_CASES] : SEARCHED),
  run: (asked, ports, reader) =>
    asked.search === undefined ? listed.run(asked, ports, reader) : found(asked, asked.search, ports, reader),
});

/** For one answer there is one moment, the same for all of its cases. */
function dueTest({ due }: Narrowed, { now, procedures }: CaseQueryPorts): (each: OpenCase) => boolean {
  if (due === undefined) return () => true;
  const at = { now: now(), zoneOf: zonesOf(procedures) };
  return (each) => isDue(due, each, at);
}

function withDefaults({ state, ending, search, sort, due, ...asked }: Narrowed) {
  const over = ending !== undefined || search !== undefined || state === 'ended' || state === 'any';
  const usual = over
    ? ('updatedAt' as const)
    : due === undefined
      ? ('nextDueAt' as const)
      : ('comingAt' as const);
  return {
    ...asked,
    due,
    state: state ?? (over ? ('any' as const) : ('open' as const)),
    sort: sort ?? usual,
  };
}

function conditionsOf(
  asked: Narrowed,
  { now }: Pick<CaseQueryPorts, 'now'>,
  reader: Reader | undefined,
): readonly Condition[] {
  const { state, mine, due, department, severity, stage, procedure, breached, owing } = withDefaults(asked);
  if (mine === true && reader === undefined) throw new QueryRefused(whoAsks());
  const owners = [
    ...(asked.owner === undefined ? [] : [asked.owner]),
    ...(mine === true && reader ? [reader.id] : []),
  ];
  return [
    ...equal({
      ...(state !== 'any' && { open: state === 'open' }),
      ...{
        'parts.ending': asked.ending,
        'handOver.id': asked.handOver,
        department,
        severity,
        stage,
        procedure,
        breached,
        owing,
      },
    }),
    ...owners.map((owner) => ({ field: 'ownerKey', equals: personKey(owner) })),
    ...(due === undefined ? [] : [dueBefore(now())]),
  ];
}

const whoAsks = () =>
  refuse('REP-1', 'nobody-asks', 'Whose cases is not known.', { remedy: 'Say who you are: --as <id>.' });

/** What a search finds stands in the documents of the list. */
async function found(
  asked: Narrowed & Parameters<typeof pageOf>[0] & { readonly count?: boolean },
  search: string,
  ports: CaseQueryPorts,
  reader: Reader | undefined,
): Promise<CountedPage<ListedCase>> {
  const conditions = conditionsOf(asked, ports, reader).filter(({ equals }) => equals !== undefined);
  const isDueThen = dueTest(asked, ports);
  const isFitting = (each: OpenCase): boolean =>
    conditions.every((condition) => fits(each, condition)) && isDueThen(each);
  const pageFrom = (request: Parameters<typeof pageOf>[0]) =>
    searchCases({ search, ...pageOf(request) }, ports, reader, (each) => isFitting(each as OpenCase));
  const page = await pageFrom(asked);
  const counted = withCount({ ...page, items: (page.items as readonly OpenCase[]).map(told) }, asked);
  if (asked.count !== true || counted.count !== undefined) return counted;
  let count = 0;
  let cursor: string | undefined;
  do {
    const part = await pageFrom({ limit: COUNTED_AT_ONCE, ...(cursor !== undefined && { cursor }) });
    count += part.items.length;
    cursor = part.nextCursor;
  } while (cursor !== undefined);
  return { ...counted, count };
}

const COUNTED_AT_ONCE = 200;

const fits = (listed: OpenCase, { field: path, equals }: Condition): boolean =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name],
      listed,
    ) === equals;
