import type { IntakeField } from '../intake-profile.ts';
import type { Procedure } from '../procedure.ts';
import type { Section } from './section.ts';
import { spaced } from './spaced.ts';
import { titleIn } from './titles.ts';
import { conditionText, type Spoken } from './words.ts';

const holds = (field: IntakeField, { say }: Spoken): string =>
  field.kind === 'choice' ? field.choices.map(({ id }) => say(id)).join(' / ') : spaced(field.kind);

export const askedAtIntake = ({ intake: { fields, requires } }: Procedure, spoken: Spoken): Section => ({
  title: 'Asked at intake',
  head: ['field', 'holds', 'required'],
  rows: [
    ...fields.map((field) => [
      titleIn(field, spoken.language),
      holds(field, spoken),
      requires
        .filter(({ field: asked }) => asked === field.id)
        .map(({ when }) => conditionText(when, spoken))
        .join(', '),
    ]),
    ...requires
      .filter(({ field }) => !fields.some(({ id }) => id === field))
      .map(({ field, when }) => [spoken.say(field), '', conditionText(when, spoken)]),
  ],
});

export const askedAtFollowUp = ({ followUp }: Procedure, spoken: Spoken): Section => ({
  title: 'Asked at the follow-up',
  head: ['question', 'holds'],
  rows: followUp.questions.map((each) => [titleIn(each, spoken.language), holds(each, spoken)]),
});
