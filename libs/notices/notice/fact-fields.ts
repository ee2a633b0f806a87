import { field } from '#event-sourcing';
import { NOTIFIABLE } from '#procedures';

/** What of a fact decides who hears of it, and what is said. */
export const factFields = {
  fact: field.reference({ example: '6f9619ff-8b86-5d01-b42d-00cf4fc964ff' }),
  of: field.choice(NOTIFIABLE),
  factAt: field.instant(),
  by: field.reference({ example: 'pan.xin', description: 'Who did it: they know.' }),
  clock: field.reference({ optional: true, example: 'resolve' }),
  dueAt: field.instant({ optional: true }),
  person: field.reference({ optional: true, example: 'lu.wei' }),
  level: field.reference({ optional: true, example: 'office-director' }),
  department: field.reference({ optional: true, example: 'engineering' }),
};
