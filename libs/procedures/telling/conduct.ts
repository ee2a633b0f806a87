import type { ConductRules, StepOccasion } from '../conduct-rules.ts';
import type { Procedure } from '../procedure.ts';
import type { Section } from './section.ts';
import { titleIn } from './titles.ts';
import { conditionText, levelText, type Spoken } from './words.ts';

/** What counts against whoever answers complaints, and what comes of it. */
export const conductTold = ({ conduct }: Procedure, spoken: Spoken): Section => ({
  title: 'Conduct',
  head: ['what', 'how', 'when', 'rule'],
  rows: conduct === undefined ? [] : rowsOf(conduct, spoken),
});

function rowsOf(conduct: ConductRules, spoken: Spoken): readonly (readonly string[])[] {
  const { reportedBy, decidedBy, appealsTo, forgottenAfterMonths, violations, steps, appraisal } = conduct;
  const level = (id: string): string => levelText(id, spoken);
  return [
    ...violations.map((each) => [
      titleIn(each, spoken.language),
      each.points === 0 ? 'counts, without points' : `${String(each.points)} points`,
      each.when === undefined
        ? 'only reported'
        : `reported, or confirmed: ${conditionText(each.when, spoken)}`,
      each.rule,
    ]),
    ...steps.map((each) => [
      titleIn(each, spoken.language),
      'proposed to whoever decides',
      occasionText(each.after, conduct, spoken),
      each.rule,
    ]),
    ['reported by', reportedBy.map(level).join(', ')],
    ['decided by', level(decidedBy)],
    ['appeals go to', level(appealsTo)],
    ['forgotten after', `${String(forgottenAfterMonths)} months`],
    ...appraisal.map((each) => [`looked at for: ${titleIn(each, spoken.language)}`, 'as an exported record']),
  ];
}

function occasionText(after: StepOccasion, { violations }: ConductRules, { language }: Spoken): string {
  if ('confirmedInMonth' in after) return `${String(after.confirmedInMonth)} confirmed complaints in a month`;
  const violation = violations.find(({ id }) => id === after.violation);
  return `${violation === undefined ? after.violation : titleIn(violation, language)}, time ${String(after.times)}`;
}
