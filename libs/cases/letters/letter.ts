import type { Instant } from '#event-sourcing';
import {
  filledLetter,
  type Language,
  type LetterKind,
  type LetterRule,
  type LetterPlaceholder,
  type Procedure,
} from '#procedures';
import type { CaseEvent, CaseEventData, CaseEventType } from '../case/events.ts';
import { evolve, noCase } from '../case/evolve.ts';
import { givenIn, placesToTurn } from '../case/rules/final-response.ts';
import type { CaseRemedy } from '../case/remedies/remedy.ts';
import type { CaseRecord, CaseState } from '../case/state.ts';
import { momentsIn } from '../explained-deadlines/told-deadlines.ts';
import { money, remedyText } from '../reading/wording.ts';
import { REMEDIES_ZH } from './words.ts';

/** A letter as it would go out now. */
export interface Letter {
  readonly letter: LetterKind;
  readonly language: Language;
  readonly text: string;
  /** What has to happen first, or is gone: it stands in brackets in the text. */
  readonly lacking: readonly LetterPlaceholder[];
}

export interface LetterAsked {
  readonly caseId: string;
  readonly events: readonly CaseEvent[];
  readonly procedure: Procedure;
  readonly letter: LetterKind;
  readonly language: Language;
  readonly now: Instant;
}

export const letterRule = ({ letters }: Procedure, letter: LetterKind): LetterRule | undefined =>
  letters.find((each) => each.letter === letter);

/** Of a case that was logged; nothing is in it but what its complainant is told anyway. */
export function letterOf(asked: LetterAsked, { text, zh = text }: LetterRule): Letter | undefined {
  const { letter, language, events } = asked;
  const state = events.reduce<CaseState>(evolve, noCase);
  if (state.status !== 'logged') return undefined;
  const facts = factsOf(asked, state);
  const lacking = new Set<LetterPlaceholder>();
  const said = filledLetter(language === 'zh' ? zh : text, ({ name, otherwise }) => {
    // The check of the procedure has looked at the names.
    const placeholder = name as LetterPlaceholder;
    const fact = facts[placeholder];
    if (typeof fact === 'string' && fact !== '') return fact;
    if (otherwise !== undefined && fact === undefined) return otherwise;
    lacking.add(placeholder);
    return `[${name}]`;
  });
  return { ...{ letter, language, text: said }, lacking: [...lacking] };
}

interface Titled {
  readonly title: string;
  readonly zh?: string;
}

/** `null`: it was there and is erased (PRI-2). */
type Facts = Readonly<Record<LetterPlaceholder, string | null | undefined>>;

function factsOf({ caseId, events, procedure, language, now }: LetterAsked, state: CaseRecord): Facts {
  const times = momentsIn(procedure.timeZone);
  const inWords = ({ title, zh = title }: Titled): string => (language === 'zh' ? zh : title);
  const since = events.slice(events.findLastIndex(({ type }) => type === 'CaseReopened') + 1);
  return {
    case: caseId,
    date: times(now).slice(0, 10),
    procedure: inWords(procedure),
    complainant: readable(state.complainant.name),
    received: state.receivedAt && times(state.receivedAt).slice(0, 10),
    matter: readable(state.description),
    answerBy: answerBy(state, times),
    outcome: state.resolved ? readable(lastOf(since, 'CaseResolved')?.summary) : undefined,
    explanation:
      state.valid === false ? readable(lastOf(since, 'InvalidityExplained')?.explanation) : undefined,
    remedies: joined(
      givenIn(state).map((each) => givenText(each, language)),
      language,
    ),
    places: state.complainant.anonymous
      ? undefined
      : joined(placesToTurn(state, procedure).map(inWords), language),
  };
}

/** An erased text is no text (PRI-2). */
const readable = (text: unknown): string | null | undefined =>
  text === undefined || typeof text === 'string' ? text : null;

const joined = (texts: readonly string[], language: Language): string | undefined =>
  texts.length === 0 ? undefined : texts.join(language === 'zh' ? '；' : '; ');

function lastOf<Type extends CaseEventType>(
  events: readonly CaseEvent[],
  type: Type,
): CaseEventData<Type> | undefined {
  // The type of an event says what its data are.
  return events.findLast((event) => event.type === type)?.data as CaseEventData<Type> | undefined;
}

/** INT-6, CLK-5: what was promised, or else what the procedure gives us. */
const answerBy = ({ clocks }: CaseRecord, times: (moment: string) => string): string | undefined => {
  const running = clocks.clocks.filter(({ status }) => status === 'running');
  const next =
    running.find(({ startedBy }) => startedBy === 'promised') ??
    running.find(({ kind }) => kind === 'firstReply');
  return next && times(next.dueAt);
};

/** With the sum in figures, also where only a share was named. */
function givenText({ remedy, worth }: CaseRemedy, language: Language): string {
  const named =
    language === 'zh' ? remedyInChinese(remedy) : remedyText(remedy).replace(/^money\b/, 'payment');
  const isNamed = worth === undefined || worth.minor === 0 || worth.minor === remedy.amount?.minor;
  return isNamed ? named : language === 'zh' ? `${named}（${money(worth)}）` : `${named} (${money(worth)})`;
}

const remedyInChinese = ({ kind, amount, percent, goods }: CaseRemedy['remedy']): string =>
  [
    REMEDIES_ZH[kind],
    ...(amount === undefined ? [] : [` ${money(amount)}`]),
    ...(percent === undefined ? [] : [` ${String(percent)}%`]),
    ...(goods === undefined ? [] : [`（${goods}）`]),
  ].join('');
