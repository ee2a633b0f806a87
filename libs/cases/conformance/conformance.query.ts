import { answer, type ShownPart } from '#event-sourcing';
import { asOfWhen, eventsBy, type Moment } from '../case-details/as-of.ts';
import { zonesOf } from '../local-month.ts';
import { damageOfCase } from '../reading/damage.ts';
import { CASE_ID, caseField, momentFields, momentOptions, noSuchCase, query } from '../reading/query.ts';
import { ofOneCase, termsFor } from '../reading/reading.ts';
import { money } from '../reading/wording.ts';
import { conformanceOf, withoutSums, type Conformance } from './conformance.ts';
import { COVERED } from './decisions.ts';
import { OBLIGATIONS, STANDINGS } from './obligation.ts';

const revisions = answer.list(answer.text('7'), { description: 'Revisions of the events that show it.' });
const amount = answer.object({ minor: answer.whole(50_000), currency: answer.text('CNY') });

const obligation = answer.object({
  kind: answer.oneOf(OBLIGATIONS),
  name: answer.text('resolve', { description: 'As the procedure names it.' }),
  'of?': answer.text('resolve', { description: 'The clock or the dispatch, where a case may have several.' }),
  'title?': answer.text('Resolved within two days'),
  'requirement?': answer.text('CLK-3'),
  'dueAt?': answer.instant('2026-10-02T08:55:00.000Z'),
  standing: answer.oneOf(STANDINGS, 'metLate'),
  events: revisions,
});

const decision = answer.object({
  event: answer.text('9', { description: 'Revision of the event.' }),
  type: answer.text('CompensationGranted'),
  on: answer.oneOf(['matter', 'plan', 'offer', 'grant', 'invalid', 'inadmissible'], 'grant'),
  'needed?': answer.object({
    level: answer.text('office-director'),
    rule: answer.text('SOL-4'),
    'because?': answer.text('compensation limits'),
  }),
  had: answer.object({
    levels: answer.list(answer.text('office-director')),
    by: answer.object({
      id: answer.text('pan.xin'),
      role: answer.text('office-director'),
      'deputyFor?': answer.text('li.na'),
    }),
  }),
  'authority?': answer.object({
    level: answer.text('office-director'),
    rule: answer.text('compensation limits'),
    'limit?': amount,
    'caseTotal?': amount,
  }),
  covered: answer.oneOf(COVERED),
  'coveredBy?': answer.text('6', { description: 'Revision of the decision that covers it.' }),
});

export const caseConformance = query({
  name: 'conformance',
  summary:
    'The procedure held against what happened: every obligation and every decision of a case (ARC-2, D13).',
  group: 'Cases',
  at: 'cases/:caseId/conformance',
  asks: {
    caseId: caseField,
    ...momentFields,
  },
  who: ofOneCase,
  reads: () => [],
  answers: answer.object({
    caseId: answer.text(CASE_ID),
    procedure: answer.text('residential-property@1'),
    'rulesMissing?': {
      ...answer.yesNo(true),
      description:
        'The file of this version is not there, or says something else than when the case was opened: only its clocks are told, as recorded.',
    },
    obligations: answer.list(obligation),
    decisions: answer.list(decision),
    'damage?': damageOfCase,
  }),
  async run({ caseId, ...times }, { history, procedures, organisation, now }, reader) {
    // The check has brought both to instants.
    const moment = times as Moment;
    const all = await history(caseId);
    const events = eventsBy(all, moment, zonesOf(procedures));
    const found = conformanceOf(caseId, events, {
      procedures,
      organisation: await organisation(),
      at: asOfWhen(moment, now()),
    });
    return found === undefined || termsFor(reader, all, procedures) === all ? found : withoutSums(found);
  },
  absent: noSuchCase,
  commandLine: {
    words: 'cases conformance',
    description: 'the procedure held against what happened in a case',
    options: {
      caseId: 'number of the case',
      ...momentOptions,
    },
    shows: (found) => shown(found),
  },
});

const shown = ({ caseId, procedure, obligations, decisions }: Conformance): readonly ShownPart[] => [
  `Case ${caseId}, ${procedure}\n`,
  {
    head: ['obligation', 'what', 'of', 'due', 'stands', '#'],
    rows: obligations.map(({ kind, name, of, dueAt, standing, events }) => [
      ...[kind, name, of, { at: dueAt }, standing, events.join(' ')],
    ]),
  },
  {
    head: ['#', 'decision', 'needed', 'because', 'had', 'by', 'total', 'covered'],
    rows: decisions.map(({ event, on, needed, had, authority, covered, coveredBy }) => [
      ...[event, on, needed?.level, needed?.because ?? needed?.rule, had.levels.join(', '), had.by.id],
      authority?.caseTotal && money(authority.caseTotal),
      coveredBy === undefined ? covered : `${covered} ${coveredBy}`,
    ]),
  },
];
