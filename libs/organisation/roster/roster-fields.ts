import { field, type DataOf } from '#event-sourcing';
import { mailAddress } from '../organisation/commands/set-mail-address.ts';
import { post, procedure } from '../organisation/commands/parts.ts';

const id = (example: string) => field.reference({ example });
const name = field.text({ max: 200, example: 'Riverside' });
const MOST = 10_000;

/** What a roster file holds: the same fields as the commands that it becomes. */
export const rosterFields = {
  since: field.instant({ description: 'From when people and levels count that give no time of their own.' }),
  sites: field.parts('Site', { id: id('riverside'), name }, { optional: true, min: 0, max: MOST }),
  departments: field.parts(
    'Department',
    { id: id('engineering'), name, site: field.reference({ optional: true, example: 'riverside' }) },
    { optional: true, min: 0, max: MOST },
  ),
  adopts: field.parts(
    'Adoption',
    { procedure, site: field.reference({ optional: true, example: 'riverside' }) },
    { optional: true, min: 0, max: MOST },
  ),
  people: field.parts(
    'Person',
    {
      id: field.person({ of: 'staff', example: 'pan.xin' }),
      name,
      departments: field.references({ optional: true, max: 20, example: ['engineering'] }),
      site: field.reference({ optional: true, example: 'riverside' }),
      from: field.instant({ optional: true }),
      mail: field.part('Mail', mailAddress, { optional: true }),
      levels: field.parts(
        'Level',
        { ...post, from: field.instant({ optional: true }) },
        { optional: true, min: 0, max: 50 },
      ),
    },
    { min: 1, max: MOST },
  ),
  deputies: field.parts(
    'Deputy',
    {
      deputy: field.person({ of: 'staff', example: 'deng.rui' }),
      for: field.person({ of: 'staff', example: 'pan.xin' }),
      from: field.instant(),
      until: field.instant(),
      reason: field.text({ optional: true, max: 200, example: 'On leave.' }),
    },
    { optional: true, min: 0, max: MOST },
  ),
};

/** A whole organisation as somebody writes it down. */
export type Roster = DataOf<typeof rosterFields>;
