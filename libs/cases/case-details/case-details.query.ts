import { answer, refuse, type ShownPart } from '#event-sourcing';
import { damageOfCase } from '../reading/damage.ts';
import {
  CASE_ID, caseField, momentFields, momentOptions, noSuchCase, query, type CaseQueryPorts,
} from '../reading/query.ts'; // prettier-ignore
import { detailsFor, ofOneCase, seesTerms, termsFor } from '../reading/reading.ts';
import type { Moment } from './as-of.ts';
import { caseNow, caseThen } from './told.ts';
import { CONFIDENTIAL } from '../reading/terms.ts';
import { remedyText, worthText } from '../reading/wording.ts';
import { CASE_DETAILS, type CaseDetails } from './case-details.projection.ts';

export const timelineEntry = answer.object({
  revision: answer.text('0'),
  position: answer.position,
  type: answer.text('ComplaintLogged'),
  'happenedAt?': answer.happenedAt,
  recordedAt: answer.instant(),
  actor: answer.object({
    id: answer.text('staff-004'),
    role: answer.text('office-director'),
    'deputyFor?': answer.text('staff-002'),
  }),
  title: answer.text('Complaint received by phone.'),
  data: answer.anything,
});

export const caseDetails = query({
  name: 'caseDetails',
  summary: 'A case with its timeline, now or at a past moment (ARC-2, D11).',
  group: 'Cases',
  at: 'cases/:caseId',
  asks: {
    caseId: caseField,
    ...momentFields,
  },
  who: { ...ofOneCase, internalComplainant: 'handlers' },
  reads: (asked) => (isPast(asked) ? [] : [CASE_DETAILS]),
  answers: answer.object({
    caseId: answer.text(CASE_ID),
    revision: answer.revision,
    updatedAt: answer.instant(),
    state: { ...answer.anything, description: 'How the case stands, personal data included.' },
    timeline: answer.list(timelineEntry, { description: 'What happened last, in the order of recording.' }),
    'earlierEntries?': {
      ...answer.whole(120),
      description: 'How many entries come before these: GET /cases/{caseId}/timeline tells all.',
    },
    'damage?': damageOfCase,
  }),
  revised: true,
  /** The live documents, or, for a past moment, the same fold over the history up to then (D5, D11). */
  async run({ caseId, ...times }, ports, reader) {
    const shown: CaseQueryPorts = {
      ...ports,
      history: async (id) => termsFor(reader, await ports.history(id), ports.procedures),
    };
    const now = isPast(times) ? undefined : await caseNow(caseId, ports);
    const isWhole =
      now !== undefined && (reader === undefined || seesTerms(reader, now.state, ports.procedures));
    // Where terms are kept from the reader (SOL-7), the case folds without them. The check has brought both to instants.
    const told =
      isWhole || (now === undefined && !isPast(times)) ? now : await caseThen(caseId, times as Moment, shown);
    if (told === undefined) return undefined;
    const { fromWithin: _, ...details } = told;
    return reader === undefined ? details : detailsFor(reader, told);
  },
  absent: ({ caseId, ...times }) =>
    isPast(times)
      ? refuse('INT-2', 'case-not-found', `There was no case ${caseId} at that moment.`)
      : noSuchCase({ caseId }),
  commandLine: {
    words: 'cases show',
    description: 'one case with everything that happened',
    options: {
      caseId: 'number of the case',
      ...momentOptions,
    },
    shows: caseShown,
  },
});

const isPast = (times: { readonly asOf?: string; readonly knownAt?: string }): boolean =>
  times.asOf !== undefined || times.knownAt !== undefined;

function caseShown({
  caseId,
  revision,
  state,
  timeline,
  earlierEntries = 0,
}: CaseDetails): readonly ShownPart[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['procedure', `${state.procedure.id}, version ${state.procedure.version}`],
    ['stage', state.stage],
    ['revision', revision],
    ...(state.status === 'logged' ? factsOf(state) : []),
  ];
  const { clocks } = state.clocks;
  const clocksShown: ShownPart = {
    head: ['clock', 'status', 'due', 'missed'],
    rows: clocks.map(({ clock, status, dueAt, breached }) => [clock, status, { at: dueAt }, breached]),
  };
  const remedies = state.status === 'logged' ? state.remedies : [];
  const remediesShown: ShownPart = {
    head: ['remedy', 'what', 'worth', 'status'],
    rows: remedies.map(({ option, request, grant, of, remedy, worth, status }) => [
      [option, request, grant, of].filter((name) => name !== undefined).join(' '),
      ...[
        remedyText(remedy),
        (remedy.kind as string) === CONFIDENTIAL ? CONFIDENTIAL : worthText(worth),
        status,
      ],
    ]),
  };
  return [
    `Case ${caseId}\n`,
    { facts },
    '\n',
    ...(clocks.length === 0 ? [] : [clocksShown]),
    ...(remedies.length === 0 ? [] : [remediesShown]),
    ...(earlierEntries > 0
      ? [`${String(earlierEntries)} earlier entries: redress cases timeline ${caseId}\n`]
      : []),
    timelineShown(timeline),
  ];
}

export const timelineShown = (entries: CaseDetails['timeline']): ShownPart => ({
  head: ['#', 'happened', 'by', 'what'],
  rows: entries.map((each) => [
    each.revision,
    { at: each.happenedAt },
    `${each.actor.id} (${each.actor.role})`,
    each.title,
  ]),
});

const factsOf = (state: Extract<CaseDetails['state'], { readonly status: 'logged' }>) =>
  [
    ['severity', state.severity],
    ['category', state.category],
    ['department', state.department],
    ['owner', state.owner],
    ['level', state.level],
    ...Object.entries(state.details ?? {}),
  ] as const;
