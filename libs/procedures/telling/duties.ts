import type { DutyRule } from '../duty-rules.ts';
import type { Procedure } from '../procedure.ts';
import type { Section } from './section.ts';
import { spaced } from './spaced.ts';
import { titleIn } from './titles.ts';
import { allowanceText, levelText, WEEKDAYS, type Spoken } from './words.ts';

/** What is owed again and again, and to whom. */
export const dutiesOf = ({ duties }: Procedure, spoken: Spoken): Section => ({
  title: 'Duties',
  head: ['duty', 'what', 'how', 'every', 'due', 'where', 'who', 'a miss', 'rule'],
  rows: duties.map((duty) => [
    ...[duty.id, titleIn(duty, spoken.language), workText(duty), everyText(duty), dueText(duty, spoken)],
    duty.at === 'eachSite' ? 'at each site' : '',
    'level' in duty.owedBy ? spoken.say(duty.owedBy.level) : duty.owedBy.department,
    duty.answersTo.map((level) => `${levelText(level, spoken)} hears of it`).join(', '),
    duty.rule,
  ]),
});

const workText = ({ work, atLeast }: DutyRule): string =>
  atLeast === undefined ? spaced(work) : `${spaced(work)}: ${String(atLeast)} cases drawn`;

const everyText = ({ every, on }: DutyRule): string =>
  every === 'week' ? `week, from ${on.map((day) => WEEKDAYS[day - 1] ?? '').join(' and ')}` : every;

const dueText = ({ due, calendar }: DutyRule, spoken: Spoken): string =>
  [allowanceText(due, spoken), ...(calendar === undefined ? [] : [`(${calendar})`])].join(' ');
