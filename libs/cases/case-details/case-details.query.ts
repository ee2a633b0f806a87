import { answer, field, refuse, type Instant, type Refusal, type ShownPart } from '#event-sourcing';
import { damageOfCase } from '../reading/damage.ts';
import { CASE_ID, caseField, query } from '../reading/query.ts';
import { detailsFor, ofOneCase } from '../reading/reading.ts';
import { caseAsOf } from './as-of.ts';
import { remedyText, worthText } from './wording.ts';
import { CASE_DETAILS, type CaseDetails } from './case-details.projection.ts';

export const noSuchCase = ({ caseId }: { readonly caseId: string }): Refusal =>
  refuse('INT-2', 'case-not-found', `There is no case ${caseId}.`);

const entry = answer.object({
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
    asOf: field.instant({ optional: true, description: 'The case as it was then (ARC-2).' }),
    knownAt: field.instant({ optional: true, description: 'The case as the system knew it then (D11).' }),
  },
  who: { ...ofOneCase, internalComplainant: 'handlers' },
  reads: (asked) => (isPast(asked) ? [] : [CASE_DETAILS]),
  answers: answer.object({
    caseId: answer.text(CASE_ID),
    revision: answer.revision,
    updatedAt: answer.instant(),
    state: { ...answer.anything, description: 'How the case stands, personal data included.' },
    timeline: answer.list(entry),
    'damage?': damageOfCase,
  }),
  revised: true,
  /** The live document, or, for a past moment, the same fold over the history up to then (D5, D11). */
  async run({ caseId, ...times }, { readModels, history }, reader) {
    const events = isPast(times) ? await history(caseId) : undefined;
    const details = events
      ? // The check has brought both to instants.
        caseAsOf(events, times as { readonly asOf?: Instant; readonly knownAt?: Instant })
      : ((await readModels.get(CASE_DETAILS, caseId)) as CaseDetails | undefined);
    return details === undefined || reader === undefined ? details : detailsFor(reader, details, events);
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
      asOf: 'as it was then: what had happened by that moment',
      knownAt: 'as the system knew it then: what had been recorded by that moment',
    },
    shows: caseShown,
  },
});

const isPast = (times: { readonly asOf?: string; readonly knownAt?: string }): boolean =>
  times.asOf !== undefined || times.knownAt !== undefined;

function caseShown({ caseId, revision, state, timeline }: CaseDetails): readonly ShownPart[] {
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
      ...[remedyText(remedy), worthText(worth), status],
    ]),
  };
  const history: ShownPart = {
    head: ['#', 'happened', 'by', 'what'],
    rows: timeline.map((each) => [
      each.revision,
      { at: each.happenedAt },
      `${each.actor.id} (${each.actor.role})`,
      each.title,
    ]),
  };
  return [
    `Case ${caseId}\n`,
    { facts },
    '\n',
    ...(clocks.length === 0 ? [] : [clocksShown]),
    ...(remedies.length === 0 ? [] : [remediesShown]),
    history,
  ];
}

const factsOf = (state: Extract<CaseDetails['state'], { readonly status: 'logged' }>) =>
  [
    ['severity', state.severity],
    ['category', state.category],
    ['department', state.department],
    ['owner', state.owner],
    ['level', state.level],
  ] as const;
