import { describe, expect, it } from 'vitest';
import { caseAggregate } from '#cases';
import { field, type AnyAggregate, type CommandDefinition } from '#event-sourcing';
import { bodySchemas } from './body.ts';
import { routesOf } from './routes.ts';

const definition = (more: Partial<CommandDefinition>): CommandDefinition => ({
  name: 'MoveDesk',
  summary: 'Move a desk.',
  group: 'Office',
  data: {},
  who: undefined,
  when: {},
  decide: () => [],
  ...more,
});
const room = field.part('Room', { number: field.wholeNumber({ min: 1, example: 4 }) });
const offices: AnyAggregate = {
  ...caseAggregate,
  address: 'offices/:office',
  commands: [
    definition({ data: { to: room } }),
    definition({
      name: 'OpenOffice',
      route: { begins: 'offices', also: { at: 'open', name: 'OpenAgain', summary: 'Open again.' } },
    }),
    definition({ name: 'AddPlan', route: { at: 'plan', form: true } }),
    definition({ name: 'CleanUp', route: 'none' }),
  ],
};

describe('the routes of an aggregate', () => {
  it('stand below its address by the name of the command, unless the definition says otherwise', () => {
    expect(routesOf(offices).map(({ name, path, begins, form }) => ({ name, path, begins, form }))).toEqual([
      { name: 'MoveDesk', path: 'offices/:office/move-desk', begins: false, form: false },
      { name: 'OpenOffice', path: 'offices', begins: true, form: false },
      { name: 'OpenAgain', path: 'offices/:office/open', begins: false, form: false },
      { name: 'AddPlan', path: 'offices/:office/plan', begins: false, form: true },
    ]);
  });

  it('describe their bodies and the parts of them once, and none where there is no JSON', () => {
    const schemas = bodySchemas(offices);
    expect(Object.keys(schemas).toSorted()).toEqual(['MoveDeskBody', 'OpenOfficeBody', 'RoomDto']);
    expect(schemas['MoveDeskBody']).toMatchObject({
      properties: { to: { $ref: '#/components/schemas/RoomDto' }, happenedAt: { format: 'date-time' } },
      required: ['to'],
    });
  });
});
