import { isInstant } from '#event-sourcing';
import type { DeadlineInterval, Language } from '#procedures';
import type { CaseEventData } from '../case/events.ts';
import { goneInWords } from '../reading/wording.ts';
import type { ExplainedDeadline, ExplainedDeadlines } from './explain-deadlines.ts';
import { allowedText, lengthText } from './lengths.ts';
import { BEGUN_BY, filled, inWords, PAUSES, REASONS, SENTENCES, STANDING } from './words.ts';

/** Why a clock is due when it is, in sentences, in the order of a person who reckons it (D12). */
export function sentencesOf(
  clock: ExplainedDeadline,
  { timeZone }: Pick<ExplainedDeadlines, 'timeZone'>,
  language: Language,
): readonly string[] {
  const at = momentsIn(timeZone);
  const say = (name: keyof typeof SENTENCES, values: Readonly<Record<string, string>>): string =>
    filled(SENTENCES[name], language, values);
  const { startedAt, countsFrom, startedBy, allowance, intervals, dueAt, provisional } = clock;
  return [
    say('begins', { at: at(startedAt), by: inWords(BEGUN_BY[startedBy], language) }),
    ...(countsFrom === undefined || countsFrom === startedAt
      ? []
      : [say('countsFrom', { at: at(countsFrom) })]),
    say('allowed', { allowance: allowedText(allowance, language, at) }),
    ...(intervals.length === 0 ? [say('unexplained', {})] : reckoned(intervals, at, language)),
    ...clock.history.flatMap((event) => extension(event, at, language)),
    say(provisional === true ? 'provisional' : 'due', { at: at(dueAt) }),
    standing(clock, at, language),
  ];
}

type At = (moment: string) => string;

/** A moment as people of the procedure write it, in its zone; a day stays one. */
export function timesIn(timeZone: string): (at: string | undefined) => string {
  const form = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  return (at) => (at === undefined ? '–' : isInstant(at) ? form.format(new Date(at)) : at);
}

/** Without seconds where there are none. */
export function momentsIn(timeZone: string): At {
  const times = timesIn(timeZone);
  return (moment) => (isInstant(moment) ? times(moment).replace(/:00$/, '') : moment);
}

function reckoned(intervals: readonly DeadlineInterval[], at: At, language: Language): readonly string[] {
  const lines = intervals.map((each) => {
    const length = lengthText(millisOf(each), language);
    const values = { from: at(each.from), to: at(each.to), length, why: reason(each, language) };
    return filled(SENTENCES[each.counts ? 'counts' : 'uncounted'], language, values);
  });
  const all = intervals.filter(({ counts }) => counts).reduce((sum, each) => sum + millisOf(each), 0);
  return [...lines, filled(SENTENCES.sum, language, { length: lengthText(all, language) })];
}

export const millisOf = ({ from, to }: Pick<DeadlineInterval, 'from' | 'to'>): number =>
  Date.parse(to) - Date.parse(from);

/** Holidays by their name, pauses by their reason. */
function reason({ why, note }: DeadlineInterval, language: Language): string {
  const words = inWords(REASONS[why], language);
  const pause = note === undefined ? undefined : PAUSES[note];
  const named = pause === undefined ? note : inWords(pause, language);
  return named === undefined ? words : `${words}${language === 'en' ? ': ' : '：'}${named}`;
}

function extension(
  { type, data }: ExplainedDeadline['history'][number],
  at: At,
  language: Language,
): readonly string[] {
  if (type === 'ExtensionGranted') {
    const {
      from,
      to,
      approverLevel: level,
      reason: because,
    } = goneInWords(data) as CaseEventData<'ExtensionGranted'>;
    return [filled(SENTENCES.extended, language, { from: at(from), to: at(to), level, reason: because })];
  }
  if (type !== 'ExtensionRefused') return [];
  const {
    requested,
    approverLevel: level,
    reason: because,
  } = goneInWords(data) as CaseEventData<'ExtensionRefused'>;
  return [filled(SENTENCES.refused, language, { to: at(requested), level, reason: because })];
}

function standing(clock: ExplainedDeadline, at: At, language: Language): string {
  const say = (name: keyof typeof STANDING, moment?: string): string =>
    filled(STANDING[name], language, { at: moment === undefined ? '–' : at(moment) });
  const { status, breached, pausedSince, endedAt } = clock;
  switch (status) {
    case 'met':
      return say(breached ? 'metLate' : 'met', endedAt);
    case 'cancelled':
      return say('cancelled', endedAt);
    case 'expired':
      return say('expired');
    case 'running':
      if (pausedSince !== undefined) return say(breached ? 'missedPaused' : 'paused', pausedSince);
      return say(breached ? 'missed' : 'running');
  }
}
