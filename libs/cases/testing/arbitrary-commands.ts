import fc, { type Arbitrary } from 'fast-check';
import { caseCommands, type CaseCommand } from '../case/commands.ts';
import { commandsIn } from './commands-from-fields.ts';
import { storyAt } from './stages.ts';
import { GENERAL_MANAGER, residentialProperty } from './story.ts';

// Few different names, so that the commands of one story speak of the same departments, options and grants.
const text = fc.constantFrom('because', 'the lift');
const numbered = (letter: string) => fc.constantFrom(`${letter}1`, `${letter}1`, `${letter}2`);
const day = fc.constantFrom('2026-08-30', '2026-09-02');
const instant = fc.constantFrom(
  '2026-09-01T00:30:00.000Z', '2026-09-01T02:00:00.000Z', '2026-09-03T09:00:00.000Z', '2026-10-20T09:00:00.000Z',
); // prettier-ignore
const { id, version, ladder, clocks } = residentialProperty;

/** By what a reference refers to; things that may not be there are among them. */
const references: Readonly<Record<string, Arbitrary<string>>> = {
  staff: fc.constantFrom('receiver-1', 'director-1', 'engineer-1'),
  level: fc.constantFrom(...ladder.map((level) => level.id), 'no-such-level'),
  department: fc.constantFrom('engineering', 'security'),
  case: fc.constantFrom('7F3K-9M2Q-X4TB', 'WER4-8GMR-ZGE1'),
  category: fc.constantFrom('lift', 'facilities/leak', 'fees/metering', 'no-such-category'),
  severity: fc.constantFrom('minor', 'no-such-severity'),
  ground: fc.constantFrom('in-court', 'no-such-ground'),
  rootCause: fc.constantFrom('facility', 'skill', 'no-such-cause'),
  dispatch: numbered('D'),
  evidence: numbered('E'),
  option: numbered('S'),
  step: numbered('T'),
  request: numbered('R'),
  grant: numbered('G'),
  clock: fc.constantFrom(
    ...clocks.map((clock) => clock.id), 'receipt:D1', 'part:D1', 'promise:P1', 'level-answer#2',
  ), // prettier-ignore
};

/** What cases leave that stand at different points: all that is carried hangs together. */
const carried = (['received', 'dispatched', 'investigated', 'resolved'] as const).flatMap((stage) =>
  storyAt(stage)
    .letting(GENERAL_MANAGER, 'MergeCase', { into: 'WER4-8GMR-ZGE1', reason: 'The same lift' })
    .last('MergeStarted')
    .flatMap(({ carries }) => carries),
);

/** By name, where anything that the fields allow would hardly ever fit the story. */
const parts: Readonly<Record<string, Arbitrary<unknown>>> = {
  ProcedureRef: fc.constant({ id, version }),
  Carried: fc.record({ case: references['case'] ?? text, from: fc.constantFrom(...carried) }).map((each) => ({
    ...each.from,
    case: each.case,
  })),
  ImportSource: fc.constant({ system: 'old', reference: '1', facts: { Product: 'Lift' } }),
  Money: fc.record({
    minor: fc.constantFrom(0, 5_000, 40_000, 1_000_000),
    currency: fc.constantFrom('CNY', 'CNY', 'EUR'),
  }),
};

/** A command about what the stories of the property speak of. */
export const arbitraryCommand = commandsIn({
  procedure: residentialProperty,
  ...{ references, parts, text, instant, day },
});

export const anyCommand: Arbitrary<CaseCommand> = fc
  .constantFrom(...caseCommands.map(({ name }) => name))
  .chain(arbitraryCommand);
