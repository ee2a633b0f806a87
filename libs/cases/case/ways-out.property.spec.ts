import { describe, it } from 'vitest';
import fc from 'fast-check';
import { sampled } from '#event-sourcing/testing';
import { loadProcedures, type Procedure } from '#procedures';
import { anyCommand } from '../testing/arbitrary-commands.ts';
import { later } from '../testing/stages.ts';
import { plainComplaint, residentialProperty, story, type Story } from '../testing/story.ts';
import { closeHonestly, staffOf } from '../testing/ways-out.ts';
import type { CaseCommand } from './commands.ts';

const SEQUENCES = sampled({ full: 10_000, sample: 200 });

const live = loadProcedures()
  .list()
  .filter(({ categories }) => categories !== 'asRecorded');

/** Commands are made for one procedure; names of another one take the place of those in the same position. */
function translation(to: Procedure): ReadonlyMap<string, string> {
  const from = residentialProperty;
  const leaves = ({ categories }: Procedure): readonly string[] =>
    categories === 'asRecorded'
      ? []
      : categories.flatMap((group) => group.leaves.map((leaf) => `${group.id}/${leaf.id}`));
  const pairs = (one: readonly string[], other: readonly string[]) =>
    one.map((name, index) => [name, other[index % other.length] ?? name] as const);
  const criteria = ({ severities }: Procedure) =>
    severities.map((severity) => severity.criteria.map(({ id }) => id)[0] ?? '');
  const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);
  return new Map([
    ...pairs(leaves(from), leaves(to)),
    ['lift', leaves(to)[0] ?? 'lift'],
    ...from.severities.flatMap(({ criteria: all }, index) =>
      all.map(({ id }) => [id, criteria(to)[index] ?? id] as const),
    ),
    ...pairs(ids(from.severities), ids(to.severities)),
    ...pairs(ids(from.ladder), ids(to.ladder)),
    ...pairs(ids(from.rootCauses), ids(to.rootCauses)),
    [from.id, to.id],
  ]);
}

const translated = (command: CaseCommand, words: ReadonlyMap<string, string>): CaseCommand =>
  JSON.parse(JSON.stringify(command), (_key, value: unknown) =>
    typeof value === 'string' ? (words.get(value) ?? value) : value,
  ) as CaseCommand;

const beginnings = fc.record({
  channel: fc.constantFrom('phone', 'letter', 'regulator', 'suggestionBox'),
  contactKind: fc.constantFrom('complaint', 'complaint', 'enquiry'),
  anonymous: fc.boolean(),
  abandoned: fc.boolean(),
  about: fc.constantFrom(undefined, 'receiver', 'first', 'last'),
});
type Beginning = typeof beginnings extends fc.Arbitrary<infer Value> ? Value : never;

function begun(
  procedure: Procedure,
  { channel, contactKind, anonymous, abandoned, about }: Beginning,
): Story {
  const told = story(procedure).by({ id: 'receiver-1', roles: ['receiver'] });
  const { id, version } = procedure;
  if (abandoned) return told.do('RecordAbandonedContact', { procedure: { id, version }, channel: 'phone' });
  const plain = plainComplaint(procedure);
  const level = about === 'first' ? procedure.ladder[0]?.id : procedure.ladder.at(-1)?.id;
  const respondent =
    about === 'receiver'
      ? { kind: 'person' as const, staffId: 'receiver-1' }
      : { kind: 'person' as const, ...(level && { level, staffId: `${level}-1` }) };
  return told.opened({
    ...{ channel, contactKind },
    complainant: anonymous ? { kind: 'individual' } : plain.complainant,
    ...(about !== undefined && { respondents: [respondent] }),
  });
}

describe.each(live)('under $id', (procedure) => {
  const words = translation(procedure);
  const step = fc.record({
    command: anyCommand.map((command) => translated(command, words)),
    actor: fc.constantFrom(...staffOf(procedure)),
  });

  it('LIF-1 LIF-2 OUT-5 from everything that people can make of a case, some of them may bring it to an honest end', () => {
    fc.assert(
      fc.property(
        beginnings,
        fc.array(step, { maxLength: 30, size: 'max' }),
        fc.constantFrom('content', 'silent', 'never content'),
        (beginning, steps, mood) => {
          const told = begun(procedure, beginning);
          for (const { command, actor } of steps) {
            later(told).by(actor).do(command.type, command.data);
            told.ignored();
          }
          closeHonestly(later(told), mood);
        },
      ),
      { numRuns: Math.ceil(SEQUENCES / live.length) },
    );
  });
});
