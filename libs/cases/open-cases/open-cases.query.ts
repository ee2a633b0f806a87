import {
  answer,
  field,
  morePages,
  pageFields,
  pageFor,
  pageOf,
  QueryRefused,
  refuse,
  type Condition,
  type DataOf,
  type Page,
  type ShownPart,
  walk,
} from '#event-sourcing';
import type { Money } from '../case/events/fields.ts';
import { ENDINGS, STAGES } from '../case/state.ts';
import { words, worthText } from '../reading/wording.ts';
import { SEARCHED, searchCases } from '../case-search/search.ts';
import { equal, filters, query, type CaseQueryPorts } from '../reading/query.ts';
import { isListedFor } from '../reading/listing.ts';
import { ofManyCases, type Reader } from '../reading/reading.ts';
import { zonesOf } from '../local-month.ts';
import { DUE, dueBefore, isDue } from './due.ts';
import { eachListed } from './each-listed.ts';
import { openCase } from './open-case.answer.ts';
import { OPEN_CASES, type OpenCase } from './open-cases.projection.ts';

/** A case as a list shows it. */
type ListedCase = Omit<OpenCase, 'respondents'>;

const STATES = ['open', 'ended', 'any'] as const;

const asks = {
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
  count: field.yesNo({
    optional: true,
    description: 'Say how many there are in all; they are counted one by one. Not when searching.',
  }),
  ...pageFields,
};
type Asked = DataOf<typeof asks>;

export const openCases = query({
  name: 'openCases',
  summary: 'Cases, the open ones first of all: the next due first (REP-1).',
  group: 'Lists and reports',
  at: 'cases',
  asks,
  who: ofManyCases,
  reads: ({ search }) => (search === undefined ? [OPEN_CASES] : SEARCHED),
  answers: answer.page(openCase, { 'count?': answer.whole(12) }),
  compressed: true,
  async run(asked, ports, reader) {
    const { search } = asked;
    const page = await (search === undefined
      ? listed(asked, ports, reader)
      : found(asked, search, ports, reader));
    const count =
      asked.count === true && search === undefined ? await countOf(asked, ports, reader) : undefined;
    return { ...page, items: page.items.map(shownInList), ...(count !== undefined && { count }) };
  },
  commandLine: {
    words: 'cases list',
    description: 'cases: open ones, the most urgent first, or those that are over',
    also: {
      words: 'cases search',
      description: 'cases by number, name, telephone, order number or words, also those that are over',
      argument: 'search',
    },
    shows: (page) => [
      ...casesShown(page),
      ...(page.count === undefined ? [] : [`${String(page.count)} in all\n`]),
      ...morePages(page),
    ],
  },
});

const listed = (asked: Asked, ports: CaseQueryPorts, reader: Reader | undefined): Promise<Page<OpenCase>> => {
  const { sort } = withDefaults(asked);
  const direction = sort === 'nextDueAt' || sort === 'comingAt' ? 'ascending' : 'descending';
  const list = { where: conditionsOf(asked, ports, reader), sort: { field: sort, direction } as const };
  const isDueThen = dueTest(asked, ports);
  const isShown = (each: OpenCase): boolean =>
    (reader === undefined || isListedFor(each, reader)) && isDueThen(each);
  return pageFor(
    pageOf(asked),
    async (part) => (await walk(ports.readModels, OPEN_CASES, list, part)) as Page<OpenCase>,
    (found) => Promise.resolve(found.filter(isShown)),
  );
};

/** What the pages of the list would add up to. */
async function countOf(asked: Asked, ports: CaseQueryPorts, reader: Reader | undefined): Promise<number> {
  const isDueThen = dueTest(asked, ports);
  let count = 0;
  for await (const each of eachListed(reader, conditionsOf(asked, ports, reader), ports))
    if (isDueThen(each)) count += 1;
  return count;
}

/** For one answer there is one moment, the same for all of its cases. */
function dueTest({ due }: Asked, { now, procedures }: CaseQueryPorts): (each: OpenCase) => boolean {
  if (due === undefined) return () => true;
  const at = { now: now(), zoneOf: zonesOf(procedures) };
  return (each) => isDue(due, each, at);
}

function withDefaults({ state, ending, search, sort, due, ...asked }: Asked) {
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
  asked: Asked,
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
      ...{ 'parts.ending': asked.ending, department, severity, stage, procedure, breached, owing },
    }),
    ...owners.map((owner) => ({ field: 'owner', equals: owner })),
    ...(due === undefined ? [] : [dueBefore(now())]),
  ];
}

const whoAsks = () =>
  refuse('REP-1', 'nobody-asks', 'Whose cases is not known.', { remedy: 'Say who you are: --as <id>.' });

/** What a search finds stands in the documents of the list. */
async function found(
  asked: Asked,
  search: string,
  ports: CaseQueryPorts,
  reader: Reader | undefined,
): Promise<Page<OpenCase>> {
  const conditions = conditionsOf(asked, ports, reader).filter(({ equals }) => equals !== undefined);
  const isDueThen = dueTest(asked, ports);
  const isFitting = (each: OpenCase): boolean =>
    conditions.every((condition) => fits(each, condition)) && isDueThen(each);
  const request = { search, ...pageOf(asked) };
  return (await searchCases(request, ports, reader, (each) => isFitting(each as OpenCase))) as Page<OpenCase>;
}

const fits = (listed: OpenCase, { field: name, equals }: Condition): boolean =>
  (name === 'parts.ending' ? listed.parts.ending : listed[name as keyof OpenCase]) === equals;

/** Whom a case is about stands in its document for the sake of who may find it, and is not shown (INV-4). */
const shownInList = ({ respondents: _, ...shown }: OpenCase): ListedCase => shown;

function casesShown({ items }: Page<ListedCase>): readonly ShownPart[] {
  if (items.length === 0) return ['No case matches.\n'];
  return [
    {
      head: [
        'case',
        'procedure',
        'stage',
        'severity',
        'category',
        'department',
        'owner',
        'next due',
        'missed',
        'owed',
      ],
      rows: items.map((item) => [
        ...[item.caseId, item.procedure, item.stage, item.severity, item.category],
        ...[item.department, item.owner, { at: item.nextDueAt }, item.breachedClocks.join(', ')],
        item.owed.map(({ kind, worth }) => remedyOf(kind, worth)).join(', '),
      ]),
    },
  ];
}

const remedyOf = (kind: string, worth: Money | undefined): string => `${words(kind)}: ${worthText(worth)}`;
