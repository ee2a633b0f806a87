import { answer, equal, field } from '#event-sourcing';
import { CASE_DETAILS, type CaseHead } from '../case-details/case-details.projection.ts';
import { REMEDIES } from '../case/events/fields.ts';
import { OPEN_CASES, type OpenCase } from '../open-cases/open-cases.projection.ts';
import { isListedFor } from '../reading/listing.ts';
import { CASE_ID, filters, list, type CaseQueryPorts } from '../reading/query.ts';
import { ofManyCases, type Reader } from '../reading/reading.ts';
import { isKept } from '../reading/terms.ts';
import { time, words, worthText } from '../reading/wording.ts';
import { awaitedIn, DECISIONS, type Awaited } from './awaited.ts';

type Waiting = OpenCase & { readonly awaited: readonly Awaited[] };

const row = answer.object({
  caseId: answer.text(CASE_ID),
  procedure: answer.text('residential-property'),
  'severity?': answer.text('important'),
  'owner?': answer.text('staff-004'),
  'department?': answer.text('engineering'),
  'site?': answer.text('riverside'),
  'nextDueAt?': answer.instant('2026-10-02T08:55:00.000Z'),
  'nextDueClock?': answer.text('level-answer'),
  awaited: answer.list(
    answer.object({
      decides: answer.oneOf(DECISIONS),
      at: answer.text('decide-escalation', {
        description: 'POST /cases/{caseId}/{at}; also the word of `redress case`.',
      }),
      level: answer.text('office-director', { description: 'The level that is asked.' }),
      as: answer.list(answer.text('office-director'), {
        description: 'The capacities of the asking person in which they can decide: X-Acting-Role.',
      }),
      'request?': answer.text('R1'),
      'kind?': answer.oneOf(REMEDIES, 'refund'),
      'worth?': answer.object({ minor: answer.whole(12_050), currency: answer.text('CNY') }),
      'clock?': answer.text('resolve'),
      'to?': answer.instant('2026-10-04T08:55:00.000Z'),
      'askedBy?': answer.text('staff-004'),
    }),
  ),
});

/** Which cases may ask for something stands in the list of cases; what it is and for whom, the case itself says. */
export const awaiting = list({
  name: 'awaiting',
  summary: 'Cases that wait for your decision, the next due first (AUT-3, AUT-4, AUT-5, SOL-4, CLK-4).',
  group: 'Lists and reports',
  at: 'awaiting',
  // Whoever only reads cases decides nothing in them.
  who: { ...ofManyCases, readers: ['operations'] },
  compressed: true,
  of: OPEN_CASES,
  besides: [CASE_DETAILS],
  filters: {
    decides: field.choice(DECISIONS, { optional: true, description: 'Only decisions of this kind.' }),
    procedure: filters.procedure,
  },
  where: ({ asked: { procedure } }) => equal({ open: true, asksForDecision: true, procedure }),
  order: () => ({ field: 'nextDueAt', direction: 'ascending' }),
  moves: true,
  visible: async (found: readonly Waiting[], { asked: { decides }, ports, reader }) => {
    const shown = found.filter((each) => reader === undefined || isListedFor(each, reader));
    const awaited = await awaitedOf(shown, ports, reader);
    return shown.flatMap((each) => {
      const own = (awaited.get(each.caseId) ?? []).filter(
        (one) => decides === undefined || one.decides === decides,
      );
      return own.length === 0 ? [] : [{ ...each, awaited: own }];
    });
  },
  row,
  told: ({ caseId, procedure, severity, owner, department, site, nextDueAt, nextDueClock, awaited }) => ({
    ...{ caseId, procedure },
    ...(severity !== undefined && { severity }),
    ...(owner !== undefined && { owner }),
    ...(department !== undefined && { department }),
    ...(site !== undefined && { site }),
    ...(nextDueAt !== undefined && { nextDueAt }),
    ...(nextDueClock !== undefined && { nextDueClock }),
    awaited,
  }),
  commandLine: {
    words: 'cases awaiting',
    description: 'cases that wait for a decision; --as <id>: for yours',
    none: 'Nothing waits for a decision.',
    columns: {
      case: ({ caseId }) => caseId,
      'to decide': ({ awaited }) => awaited.map(inWords).join('; '),
      level: ({ awaited }) => [...new Set(awaited.map(({ level }) => level))].join(', '),
      by: ({ awaited }) => [...new Set(awaited.map(({ at }) => at))].join(', '),
      severity: ({ severity }) => severity,
      owner: ({ owner }) => owner,
      'next due': ({ nextDueAt }) => ({ at: nextDueAt }),
    },
  },
});

async function awaitedOf(
  found: readonly OpenCase[],
  { readModels, procedures, organisation, now, rest }: CaseQueryPorts,
  reader: Reader | undefined,
): Promise<ReadonlyMap<string, readonly Awaited[]>> {
  const heads = await readModels.load(
    CASE_DETAILS,
    found.map(({ caseId }) => caseId),
  );
  const scene = { organisation: await organisation(), now: now() };
  const awaited = new Map<string, readonly Awaited[]>();
  for (const [caseId, { document }] of heads) {
    const state = (document as CaseHead | undefined)?.state;
    const procedure = state && procedures.get(state.procedure.id, state.procedure.version);
    if (state?.status !== 'logged' || procedure === undefined) continue;
    const waiting = awaitedIn(state, { ...scene, caseId, procedure }, reader?.id);
    awaited.set(caseId, isKept(state) ? waiting.map(withoutTermsOf) : waiting);
    await rest();
  }
  return awaited;
}

/** SOL-7: whoever decides on it opens the case. */
const withoutTermsOf = ({ kind: _kind, worth: _worth, ...waiting }: Awaited): Awaited => waiting;

const inWords = ({ decides, request, kind, worth, clock, to }: Awaited): string => {
  if (kind !== undefined) return `${words(decides)} ${String(request)}: ${words(kind)} ${worthText(worth)}`;
  return clock === undefined || to === undefined
    ? words(decides)
    : `${words(decides)} ${String(request)}: ${clock} to ${time(to)}`;
};
