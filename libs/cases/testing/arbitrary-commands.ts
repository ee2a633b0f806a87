import fc, { type Arbitrary } from 'fast-check';
import type { Field, Fields } from '#event-sourcing';
import { caseCommands, type CaseCommand, type CaseCommandType } from '../case/commands.ts';
import { storyAt } from './stages.ts';
import { GENERAL_MANAGER, residentialProperty } from './story.ts';

// Few different names, so that the commands of one story speak of the same departments, options and grants.
const text = fc.constantFrom('because', 'the lift');
const numbered = (letter: string) => fc.constantFrom(`${letter}1`, `${letter}1`, `${letter}2`);
const day = fc.constantFrom('2026-08-30', '2026-09-02');
const instant = fc.constantFrom(
  '2026-09-01T00:30:00.000Z', '2026-09-01T02:00:00.000Z', '2026-09-03T09:00:00.000Z', '2026-10-20T09:00:00.000Z',
); // prettier-ignore
const { id, version, ladder, severities, clocks } = residentialProperty;

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

/** A known severity with one of its criteria. */
const graded = fc.constantFrom(...severities).chain(({ id: severity, criteria }) =>
  fc.record({
    severity: fc.constant(severity),
    criterion: fc.constantFrom(...criteria.map((each) => each.id)),
  }),
);

const MOST_ITEMS = 2;
const MOST_NUMBER = 1_000_000;

const referenceTo = ({ of = '' }: { readonly of?: string }): Arbitrary<string> => references[of] ?? text;

const listOf = (items: Arbitrary<unknown>, { min }: { readonly min: number }) =>
  fc.array(items, { minLength: min, maxLength: min + MOST_ITEMS });

/** A value that the field allows. */
function valueOf(field: Field): Arbitrary<unknown> {
  switch (field.kind) {
    case 'reference':
    case 'person':
      return referenceTo(field);
    case 'references':
      return fc.array(referenceTo(field), { maxLength: 1 });
    case 'choice':
      return fc.constantFrom(...field.values);
    case 'choices':
      return listOf(fc.constantFrom(...field.values), field);
    case 'wholeNumber':
      return fc.integer({ min: field.min, max: Math.min(field.max, MOST_NUMBER) });
    case 'part':
      return parts[field.name] ?? dataOf(field.fields);
    case 'parts':
      return listOf(parts[field.name] ?? dataOf(field.fields), field);
    default:
      return plain[field.kind];
  }
}

const plain = {
  text,
  instant,
  day,
  moment: fc.oneof(instant, day),
  yesNo: fc.boolean(),
  percent: fc.constantFrom(12, 100),
  texts: fc.constant({ Product: 'Lift' }),
  /** The one pattern outside of parts is that of a hash. */
  pattern: fc.constantFrom('ab'.repeat(32), 'cd'.repeat(32)),
} as const;

const refersTo = (fields: Fields, what: string): string | undefined =>
  Object.keys(fields).find((name) => {
    const field = fields[name];
    return field?.kind === 'reference' && field.of === what;
  });

function dataOf(fields: Fields): Arbitrary<object> {
  const data = fc.record(
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueOf(field)])),
    { requiredKeys: Object.keys(fields).filter((name) => fields[name]?.optional === false) },
  );
  const [severity, criterion] = [refersTo(fields, 'severity'), refersTo(fields, 'criterion')];
  if (severity === undefined || criterion === undefined) return data;
  return fc
    .tuple(data, graded)
    .map(([given, grade]) => ({ ...given, [severity]: grade.severity, [criterion]: grade.criterion }));
}

const arbitraries = new Map<string, Arbitrary<object>>(
  caseCommands.map((each) => [each.name, dataOf(each.data)]),
);

/** A command as the edge would let it through: it keeps its contract, and speaks of things that may not be there. */
export const arbitraryCommand = <Type extends CaseCommandType>(
  type: Type,
): Arbitrary<Extract<CaseCommand, { readonly type: Type }>> =>
  // Name and data belong together by the definition.
  (arbitraries.get(type) ?? fc.constant({})).map(
    (data) => ({ type, data }) as unknown as Extract<CaseCommand, { readonly type: Type }>,
  );

export const anyCommand: Arbitrary<CaseCommand> = fc
  .constantFrom(...caseCommands.map(({ name }) => name))
  .chain(arbitraryCommand);
