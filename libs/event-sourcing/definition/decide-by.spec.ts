import { describe, expect, it } from 'vitest';
import { refuse } from '../decider.ts';
import type { EventDraft } from '../event.ts';
import { commandsOf, type Admits, type CommandOf } from './command-definition.ts';
import { decideBy } from './decide-by.ts';
import { field } from './field.ts';

// A second aggregate, as small as one can be: an office with its doors.
interface Office {
  readonly open: boolean;
}
type Draft = EventDraft<'OfficeOpened' | 'VisitorReceived', { readonly who: string }>;
interface Types {
  readonly state: Office | { readonly open: 'unknown' };
  readonly context: { readonly actor: string };
  readonly draft: Draft;
  readonly who: 'keeper' | 'anybody';
  readonly weight: boolean;
  readonly when: 'always' | 'whileOpen';
  readonly group: 'Office';
}
const command = commandsOf<Types>();
const whileOpen = 'whileOpen' as Types['when'] & Admits<Office>;

const openOffice = command({
  name: 'OpenOffice',
  summary: 'Open the office.',
  group: 'Office',
  data: {},
  who: 'keeper',
  when: 'always',
  decide: (_data, state, { actor }) =>
    state.open === true ? [] : [{ type: 'OfficeOpened', data: { who: actor } }],
});
const receiveVisitor = command({
  name: 'ReceiveVisitor',
  summary: 'Receive a visitor.',
  group: 'Office',
  data: { who: field.text({ example: 'Li Na' }) },
  who: 'anybody',
  when: whileOpen,
  // Admitted: here `open` is a boolean, no longer unknown.
  decide: ({ who }, state: Office) => (state.open ? [{ type: 'VisitorReceived', data: { who } }] : []),
});
const commands = [openOffice, receiveVisitor] as const;

const decide = decideBy<Types>(commands, ({ name, who, when }, state, { actor }) => {
  if (when === 'whileOpen' && state.open !== true) return refuse('X-1', 'closed', `${name} needs it open.`);
  return who === 'keeper' && actor !== 'keeper' ? refuse('X-2', 'not-keeper', 'Ask the keeper.') : state;
});
const keeper = { actor: 'keeper' };

describe('a decision by definitions', () => {
  it('finds the definition, admits the command, and decides', () => {
    const visit: CommandOf<typeof commands> = { type: 'ReceiveVisitor', data: { who: 'Li Na' } };
    expect(decide(visit, { open: true }, { actor: 'guest' })).toEqual([
      { type: 'VisitorReceived', data: { who: 'Li Na' } },
    ]);
  });

  it('does not decide what is not admitted', () => {
    expect(
      decide({ type: 'ReceiveVisitor', data: { who: 'Li Na' } }, { open: 'unknown' }, keeper),
    ).toMatchObject({ code: 'closed' });
    expect(decide({ type: 'OpenOffice', data: {} }, { open: false }, { actor: 'guest' })).toMatchObject({
      code: 'not-keeper',
    });
  });

  it('throws on a command that nobody defined', () => {
    expect(() => decide({ type: 'CloseOffice', data: {} }, { open: true }, keeper)).toThrow('CloseOffice');
  });
});
