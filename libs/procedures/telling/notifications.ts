import type { Hearer, NotificationRule } from '../notification-rules.ts';
import type { Procedure } from '../procedure.ts';
import type { Section } from './section.ts';
import { spaced } from './spaced.ts';
import { conditionText, levelText, type Spoken } from './words.ts';

/** Who hears of what. */
export const notificationsTold = ({ notifications }: Procedure, spoken: Spoken): Section => ({
  title: 'Notifications',
  head: ['rule', 'of what', 'when', 'who is told', 'how soon'],
  rows: (notifications?.rules ?? []).map((rule) => [
    rule.id,
    [spaced(rule.on), ...(rule.clocks === undefined ? [] : [`(${rule.clocks.join(', ')})`])].join(' '),
    rule.when === undefined ? '' : conditionText(rule.when, spoken),
    rule.tell.map((each) => hearerText(each, spoken)).join(', '),
    soon(rule, notifications?.during),
  ]),
});

function hearerText(hearer: Hearer, spoken: Spoken): string {
  if (typeof hearer === 'string') return hearer;
  return 'level' in hearer ? levelText(hearer.level, spoken) : hearer.department;
}

const soon = ({ urgent }: NotificationRule, during: string | undefined): string =>
  urgent || during === undefined ? 'at once' : `while open (${during})`;
