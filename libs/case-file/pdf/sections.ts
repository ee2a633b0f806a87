import {
  moneyText,
  remedyText,
  sentencesOf,
  timesIn,
  titleOf,
  type CaseRecord,
  type RecordedCaseEvent,
} from '#cases';
import type { Language } from '#procedures';
import type { CaseTold } from '../parts/told.ts';
import type { Section } from './layout.ts';
import { EVENTS_ZH, type Say } from './words.ts';

interface Telling {
  readonly told: CaseTold;
  readonly say: Say;
  readonly language: Language;
}

/** What a person reads of a case, from the first to the last word; evidence comes beside it. */
export const sectionsOf = (telling: Telling): readonly Section[] =>
  [general, happened, deadlines, remedies, decisions, investigation, followUps, obligations, known].map(
    (tell) => tell(telling),
  );

const recordOf = ({ told }: Telling): CaseRecord | undefined =>
  told.state.status === 'logged' ? told.state : undefined;

function general(telling: Telling): Section {
  const { told, say } = telling;
  const { state, caseId, deadlines: explained } = told;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('number'), caseId],
    [say('procedure'), `${told.procedure?.title ?? ''} ${explained.procedure}`.trim()],
    [say('stage'), state.stage],
    [say('channel'), state.channel],
    ...(state.status === 'logged' ? matterOf(state, timesIn(explained.timeZone), say) : []),
  ];
  return {
    ...{ title: say('inGeneral'), head: [say('what'), say('value')], widths: [1, 4] },
    rows: rows.flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ...(explained.rulesMissing && { note: say('rulesMissing') }),
  };
}

const matterOf = (
  record: CaseRecord,
  times: ReturnType<typeof timesIn>,
  say: Say,
): readonly (readonly [string, string | undefined])[] => [
  [say('received'), times(record.receivedAt)],
  [say('complainant'), plainOf(record.complainant)],
  [say('respondents'), record.respondents.map(plainOf).join('; ')],
  [say('description'), plainText(record.description)],
  [say('wanted'), record.wanted && plainText(record.wanted)],
  [say('category'), record.category],
  [say('severity'), record.severity],
  [say('department'), record.department],
  [say('owner'), record.owner],
  [say('site'), record.site],
];

/** The values of a record, one after the other. */
const plainOf = (value: object): string =>
  Object.values(value)
    .filter((part) => typeof part !== 'boolean')
    .map((part: unknown) => (typeof part === 'object' && part !== null ? plainOf(part) : plainText(part)))
    .join(', ');

/** What was erased is no text (PRI-2). */
export const plainText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function happened({ told, say, language }: Telling): Section {
  const times = timesIn(told.deadlines.timeZone);
  const rules = new Map(told.howKnown.events.map(({ revision, rule }) => [revision, rule]));
  return {
    title: say('whatHappened'),
    head: ['#', say('when'), say('what'), say('who'), say('recorded'), say('rule')],
    widths: [0.5, 1.6, 5, 1.8, 1.6, 1.4],
    rows: told.events.map((event) => {
      const { actor, happenedAt, recordedAt } = event.metadata;
      const late = happenedAt === recordedAt ? '' : times(recordedAt);
      const who = `${actor.id} (${actor.role})${actor.deputyFor === undefined ? '' : ` / ${actor.deputyFor}`}`;
      const revision = event.revision.toString();
      return [revision, times(happenedAt), inWords(event, language), who, late, rules.get(revision) ?? ''];
    }),
  };
}

/** What people wrote stands in the words in which they wrote it. */
const TEXTS = ['restatement', 'summary', 'description', 'reason', 'explanation', 'decision', 'instruction', 'content', 'remarks', 'measures', 'minutes', 'letter', 'about'] as const; // prettier-ignore

/** What an event is about, by the names that the case gives to it. */
const NAMES = ['clock', 'option', 'grant', 'request', 'dispatch', 'evidence', 'category', 'severity', 'from', 'to', 'department', 'owner', 'level'] as const; // prettier-ignore

function inWords(event: RecordedCaseEvent, language: Language): string {
  const fields = event.data as Readonly<Record<string, unknown>>;
  const among = (names: readonly string[]): readonly string[] =>
    names.map((name) => fields[name]).filter((value) => typeof value === 'string');
  const title = titleOf(event);
  const zh = language === 'zh' ? EVENTS_ZH[event.type] : undefined;
  const words = zh === undefined ? title : [zh, ...among(NAMES)].join(' · ');
  // What is said in the sentence is not said again.
  return [words, ...among(TEXTS).filter((text) => !words.includes(text.replace(/[.。]$/, '')))].join('\n');
}

function deadlines({ told, say, language }: Telling): Section {
  const times = timesIn(told.deadlines.timeZone);
  const standing = new Map(
    told.conformance.obligations.flatMap(({ kind, of, standing: each }) =>
      kind === 'clock' && of !== undefined ? [[of, each] as const] : [],
    ),
  );
  return {
    ...{ title: say('deadlines'), head: [say('what'), say('due'), say('how'), say('stands')] },
    widths: [2.5, 1.6, 5, 1.2],
    rows: told.deadlines.clocks.map((each) => {
      const { clock, title = '', zh = title, requirement = '', dueAt } = each;
      return [
        [language === 'zh' ? zh : title, clock, requirement].filter((part) => part !== '').join(' · '),
        times(dueAt),
        sentencesOf(each, told.deadlines, language).join('\n'),
        standing.get(clock) ?? '',
      ];
    }),
  };
}

function remedies(telling: Telling): Section {
  const { say } = telling;
  return {
    ...{ title: say('remedies'), head: ['#', say('what'), say('worth'), say('stands'), say('authority')] },
    widths: [1, 3, 1.5, 1.2, 3],
    rows: (recordOf(telling)?.remedies ?? []).map((each) => [
      [each.option, each.request, each.grant, each.of].filter((name) => name !== undefined).join(' '),
      remedyText(each.remedy),
      each.worth === undefined ? '–' : moneyText(each.worth),
      each.status,
      each.authority === undefined ? '' : authorityText(each.authority),
    ]),
  };
}

type Authority = NonNullable<CaseRecord['remedies'][number]['authority']>;
const authorityText = ({ level, rule, limit, caseTotal }: Authority): string =>
  [
    `${level}: ${rule}`,
    ...(limit === undefined ? [] : [`≤ ${moneyText(limit)}`]),
    ...(caseTotal === undefined ? [] : [`Σ ${moneyText(caseTotal)}`]),
  ].join(', ');

const decisions = ({ told, say }: Telling): Section => ({
  ...{ title: say('decisions'), head: ['#', say('what'), say('needed'), say('had'), say('covered')] },
  widths: [0.5, 1.2, 3, 3, 1.5],
  rows: told.conformance.decisions.map(({ event, on, needed, had, covered, coveredBy }) => [
    ...[event, on, needed === undefined ? '–' : `${needed.level}: ${needed.because ?? needed.rule}`],
    `${had.levels.join(', ')} (${had.by.id})`,
    coveredBy === undefined ? covered : `${covered} #${coveredBy}`,
  ]),
});

function investigation(telling: Telling): Section {
  const { say, told, language } = telling;
  const { conclusion } = recordOf(telling) ?? {};
  const cause = told.procedure?.rootCauses.find(({ id }) => id === conclusion?.rootCause);
  const named = language === 'zh' ? (cause?.zh ?? cause?.title) : cause?.title;
  return {
    ...{ title: say('investigation'), head: [say('what'), say('value')], widths: [1, 4] },
    rows:
      conclusion === undefined
        ? []
        : [
            [say('outcome'), conclusion.outcome],
            [say('responsibility'), conclusion.responsibility],
            [
              say('rootCause'),
              [named, conclusion.rootCause].filter((part) => part !== undefined).join(' · '),
            ],
          ],
  };
}

function followUps(telling: Telling): Section {
  const { say, told } = telling;
  const times = timesIn(told.deadlines.timeZone);
  const yesNo = (value: boolean | undefined): string =>
    value === undefined ? '–' : say(value ? 'yes' : 'no');
  return {
    ...{ title: say('followUp'), head: [say('when'), say('reached'), say('satisfied')], widths: [2, 1, 1] },
    rows: (recordOf(telling)?.followUps ?? []).map(({ at, reached, satisfied }) => [
      ...[times(at), yesNo(reached), yesNo(satisfied)],
    ]),
  };
}

const obligations = ({ told, say }: Telling): Section => ({
  ...{
    title: say('obligations'),
    head: [say('what'), say('rule'), say('stands'), '#'],
    widths: [2, 3, 1.5, 2],
  },
  rows: told.conformance.obligations
    .filter(({ standing }) => standing !== 'notApplicable')
    .map(({ kind, name, of, title, requirement, standing, events }) => [
      ...[kind, [title ?? name, of, requirement].filter((part) => part !== undefined).join(' · ')],
      ...[standing, events.join(' ')],
    ]),
});

/** The books of the clocks stand in their own section. */
const known = ({ told, say }: Telling): Section => ({
  ...{ title: say('howKnown'), head: [say('what'), say('value'), say('event')], widths: [2.5, 5, 0.7] },
  rows: told.howKnown.fields
    .filter(({ field }) => !field.startsWith('clocks.'))
    .map(({ field, value, by }) => [field, plainText(value), by]),
});
