import { field } from '#event-sourcing';
import { partsOf, ruleSetField } from '../../recurrence/recurrence.ts';
import { casesField, command, ourOwn } from '../command.ts';
import { raised } from './raised.ts';

/** IMP-1: one for each recurrence, however often it is told. */
export const raiseIssue = command({
  name: 'RaiseIssue',
  summary: 'Something has recurred: an improvement issue begins (IMP-1).',
  ...ourOwn,
  when: 'raised',
  data: {
    procedure: ruleSetField(),
    recurrence: field.part('RecurrenceOf', {
      of: field.reference({ example: 'residential-property.same-cause.9f2c1d3b7a6e4f5089ab12cd34ef5678' }),
      number: field.wholeNumber({ min: 1, example: 1 }),
      rule: field.reference({ example: 'same-cause' }),
      parts: partsOf(),
      times: field.wholeNumber({ min: 2, example: 3 }),
      withinDays: field.wholeNumber({ min: 1, example: 30 }),
    }),
    cases: casesField({ max: 1_000 }),
  },
  decide({ recurrence, cases }, state, context) {
    if (state.status !== 'none') return [];
    const site = recurrence.parts.find(({ of }) => of === 'site')?.value;
    return raised(context, {
      recurrence: { ...recurrence, parts: [...recurrence.parts] },
      ...{ cases: [...cases], about: [] },
      ...(site !== undefined && { site }),
    });
  },
});
