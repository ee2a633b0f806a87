import { ACTION_KINDS } from '../improvement-rules.ts';
import type { Procedure } from '../procedure.ts';
import type { Section } from './section.ts';
import { spaced } from './spaced.ts';
import { titleIn } from './titles.ts';
import { allowanceText, levelText, type Spoken } from './words.ts';

/** What counts as a recurrence, and who sees to it that it ends. */
export function improvementTold({ improvement }: Procedure, spoken: Spoken): Section {
  const section = { title: 'Improvement', head: ['what', 'how', 'rule'] };
  if (improvement === undefined) return { ...section, rows: [] };
  const { recurrence, actions, ledBy, extendedBy, compareDays } = improvement;
  const level = (id: string): string => levelText(id, spoken);
  return {
    ...section,
    rows: [
      ...recurrence.map(({ of, times, withinDays, rule, ...titled }) => [
        `recurrence: ${titleIn(titled, spoken.language)}`,
        `the same ${of.map(spaced).join(' and ')} ${String(times)} times within ${String(withinDays)} days`,
        rule,
      ]),
      ['led by', level(ledBy), ''],
      ['more time is given by', level(extendedBy), ''],
      ...ACTION_KINDS.map((kind) => [
        `${kind} action`,
        `within ${allowanceText(actions[kind].due, spoken)}`,
        '',
      ]),
      ['effective?', `${String(compareDays)} days before and after it was done are compared`, ''],
    ],
  };
}
