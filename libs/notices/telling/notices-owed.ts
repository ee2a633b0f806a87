import { commandId, instantOf, isInstant, millisOf, personKey, type Instant } from '#event-sourcing';
import { matterOf, timesIn, type CaseRecord } from '#cases';
import { personOf, type Organisation } from '#organisation';
import {
  matches,
  nextOpening,
  type Language,
  type NotificationRule,
  type NotificationRules,
  type Placeholder,
  type Procedure,
} from '#procedures';
import type { NoticeContext } from '../notice/command.ts';
import type { Hearing, NoticeOwed } from '../notice/events.ts';
import type { Fact } from './fact.ts';
import { hearersOf, type Scene } from './hearers.ts';
import { wordsOf } from './words.ts';

/** Who hears of a fact, and what: nobody of what was recorded before people were told anything. Pure. */
export function noticesOwed(fact: Fact, context: NoticeContext): readonly NoticeOwed[] {
  const { about, procedure, since, organisation, now, caseId } = context;
  const rules = procedure?.notifications;
  if (about.status !== 'logged' || procedure === undefined || rules === undefined) return [];
  if (since === undefined || fact.factAt < since) return [];
  const scene: Scene = { state: about, procedure, organisation, now };
  const owed = new Map<string, NoticeOwed>();
  for (const rule of rules.rules.filter((each) => applies(each, fact, scene)))
    for (const to of hearersOf(rule.tell, fact, scene)) {
      const notice = noticeIdOf(fact.fact, to);
      // Once for each of them, however many rules name them: by the first.
      if (!owed.has(notice)) owed.set(notice, noticeOf({ notice, fact, rule, to, rules, scene, caseId }));
    }
  return [...owed.values()];
}

const noticeIdOf = (fact: string, to: Hearing): string =>
  commandId('notice', fact, 'staff' in to ? personKey(to.staff) : '');

const applies = ({ on, clocks, when }: NotificationRule, fact: Fact, scene: Scene): boolean =>
  on === fact.of &&
  (clocks === undefined || clocks.includes(ruleOfClock(fact, scene.state) ?? '')) &&
  (when === undefined || matches(when, matterOf(scene.state), scene.procedure.ladder));

const ruleOfClock = ({ clock }: Fact, { clocks }: CaseRecord): string | undefined =>
  clocks.clocks.find((each) => each.clock === clock)?.rule;

interface Making {
  readonly notice: string;
  readonly fact: Fact;
  readonly rule: NotificationRule;
  readonly rules: NotificationRules;
  readonly to: Hearing;
  readonly scene: Scene;
  readonly caseId: string;
}

function noticeOf({ notice, fact, rule, rules, to, scene, caseId }: Making): NoticeOwed {
  const { fact: id, of, factAt } = fact;
  const language = languageOf(to, scene);
  const values = valuesOf(fact, { ...scene, caseId }, language);
  const { subject, text } = wordsOf(rule, 'staff' in to ? 'inside' : 'outside', language);
  const notBefore = rule.urgent ? undefined : opening(rules, scene);
  return {
    ...{ notice, fact: id, of, factAt, rule: rule.id, to, language },
    ...{ subject: filled(subject, values), text: filled(text, values) },
    ...(notBefore !== undefined && { notBefore }),
  };
}

const languageOf = (to: Hearing, { organisation, procedure }: Scene): Language =>
  ('staff' in to ? mailOf(organisation, to.staff)?.language : undefined) ?? procedure.language;

export const mailOf = (organisation: Organisation, person: string) => personOf(organisation, person)?.mail;

function opening({ during }: NotificationRules, { procedure, now }: Scene): Instant | undefined {
  if (during === undefined) return undefined;
  const calendar = during === 'main' ? procedure.calendar : procedure.calendars[during];
  if (calendar === undefined) return undefined;
  const opens = nextOpening(calendar, procedure.timeZone, millisOf(now));
  return opens > millisOf(now) ? instantOf(opens) : undefined;
}

type Values = Readonly<Record<Placeholder, string>>;

/** What a file has in braces; that it is one of these is checked when the file is read. */
const filled = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (all, name: string) =>
    Object.hasOwn(values, name) ? values[name as Placeholder] : all,
  );

function valuesOf(
  fact: Fact,
  { state, procedure, caseId }: Scene & { readonly caseId: string },
  language: Language,
): Values {
  const clock = procedure.clocks.find(({ id }) => id === ruleOfClock(fact, state));
  const severity = procedure.severities.find(({ id }) => id === state.severity);
  const { dueAt } = fact;
  return {
    case: caseId,
    procedure: titleIn(procedure, language),
    severity: severity === undefined ? '–' : titleIn(severity, language),
    clock: clock === undefined ? (fact.clock ?? '–') : titleIn(clock, language),
    due: dueAt === undefined ? '–' : momentIn(procedure, dueAt),
  };
}

const momentIn = ({ timeZone }: Pick<Procedure, 'timeZone'>, at: string): string =>
  isInstant(at) ? timesIn(timeZone)(at).replace(/:00$/, '') : at;

const titleIn = (
  { title, zh }: { readonly title: string; readonly zh?: string },
  language: Language,
): string => (language === 'zh' ? (zh ?? title) : title);
