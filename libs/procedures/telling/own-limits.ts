import { limitAmong } from '../limits.ts';
import { moneyText, percentText } from '../notation.ts';
import type { Procedure } from '../procedure.ts';
import { FRONTLINE } from '../select.ts';
import type { Section } from './section.ts';
import { spaced } from './spaced.ts';
import type { Spoken } from './words.ts';

export const ownLimits = (procedure: Procedure, { currency, say }: Spoken): Section => ({
  title: 'Limits of their own, within what may be granted per case',
  head: ['what', 'of a case'],
  rows: procedure.authority.remedies.flatMap(({ kind, in: unit, limits }) =>
    [...[...procedure.ladder].reverse().map(({ id }) => id), FRONTLINE].map((level) => {
      const most = limitAmong(limits, procedure, level);
      const shown = unit === 'percent' ? percentText : (minor: number) => moneyText(minor, currency);
      return [
        `${spaced(kind)}: ${say(level)}`,
        most === null ? 'no limit' : most === 0 ? 'nothing' : shown(most),
      ];
    }),
  ),
});
