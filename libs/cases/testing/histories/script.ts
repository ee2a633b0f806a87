import fc, { type Arbitrary } from 'fast-check';
import { caseCommands, type CaseCommand, type CaseCommandType } from '../../case/commands.ts';
import type { Remedy } from '../../case/events/fields.ts';
import { commandsIn, type ArbitraryCommand } from '../commands-from-fields.ts';
import type { Mood } from '../../trial/ways-out.ts';
import { SITES, type House } from './house.ts';

/** The cases of a history; two, so that there is something to merge. */
export const CASES = ['7F3K-9M2Q-X4TB', 'WER4-8GMR-ZGE1'] as const;

/** Something that somebody tries to do: the first of these that makes sense as the case stands. */
export interface Attempt {
  readonly caseId: string;
  readonly actor: number;
  readonly commands: readonly CaseCommand[];
  readonly late: number;
}

interface Step {
  /** Minutes since the step before. */
  readonly passed: number;
  readonly schedulerRuns: boolean;
  /** What merging asks of the other case is done at once, or later. */
  readonly mergingRuns: boolean;
  /** Or the next honest step, so that histories get somewhere. */
  readonly act: Attempt | { readonly caseId: string; readonly onward: true };
}

export interface Script {
  readonly openings: readonly Attempt[];
  readonly steps: readonly Step[];
  readonly mood: Mood;
}

const DAY = 1_440;
/** Out of how many commands. */
const CHOICE = { minLength: 1, maxLength: 6, size: 'max' } as const;
/** Whom people mostly complain about. */
const FRONT = ['desk-1', 'desk-2', 'hand-1'];
/** What histories are mostly made of. */
const USUAL = [
  'ClassifyCase', 'ConcludeInvestigation', 'PrepareSolutions', 'OfferSolution', 'AcceptSolution', 'GrantCompensation',
  'GrantCompensation', 'ResolveCase', 'EscalateToManager', 'DecideEscalation', 'ChangeSeverity', 'CorrectIntake', 'AssignOwner',
  'DispatchCase', 'MergeCase', 'MergeCase', 'UnmergeCase', 'ReopenCase', 'ReopenCase', 'WithdrawCase', 'HandOverComplaint',
  'ConfirmCompensation', 'ReverseCompensation', 'RecordAmounts', 'SignReceipt', 'EscalateToManager', 'RecordDemands',
  'AnswerDemand', 'ArriveOnSite', 'RecordMeasures',
] as const satisfies readonly CaseCommandType[]; // prettier-ignore

const minor = fc.constantFrom(0, 4_000, 5_000, 30_000, 49_999, 50_000, 199_999, 200_000, 900_000, 5_000_000);
const hour = fc.integer({ min: 0, max: 50 * 24 });
const instant = hour.map((hours) =>
  new Date(Date.parse('2026-08-31T01:00:00Z') + hours * 3_600_000).toISOString(),
);

const numbered = (letter: string) => fc.constantFrom(`${letter}1`, `${letter}1`, `${letter}2`, `${letter}3`);

function namesIn({ procedure, people, departments }: House): Readonly<Record<string, Arbitrary<string>>> {
  const { categories, clocks, inadmissibleGrounds, ladder, rootCauses } = procedure;
  const leaves = categories === 'asRecorded' ? [] : categories;
  return {
    staff: fc.constantFrom(...people, ' Desk-1'),
    level: fc.constantFrom(...ladder.map(({ id }) => id)),
    department: fc.constantFrom(...departments),
    site: fc.constantFrom(...SITES),
    case: fc.constantFrom(...CASES),
    category: fc.constantFrom(
      ...leaves.flatMap(({ id, leaves: all }) => all.map((leaf) => `${id}/${leaf.id}`)),
    ),
    ground: fc.constantFrom(...inadmissibleGrounds.map(({ id }) => id)),
    rootCause: fc.constantFrom(...rootCauses.map(({ id }) => id)),
    ...{ dispatch: numbered('D'), evidence: numbered('E'), option: numbered('S'), step: numbered('T') },
    ...{ request: numbered('R'), grant: numbered('G'), promise: numbered('P'), demand: numbered('N') },
    clock: fc.constantFrom(...clocks.map(({ id }) => id)),
    receiver: fc.constantFrom('desk-1', 'desk-2', 'Consumer Association'),
  };
}

/** Something that can be granted, most of the time. */
const remedyIn = (currency: string): Arbitrary<Remedy> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: minor.map((amount): Remedy => ({ kind: 'refund', amount: { minor: amount, currency } })),
    },
    { weight: 1, arbitrary: fc.constant<Remedy>({ kind: 'discount', percent: 50, of: 'bill' }) },
    { weight: 1, arbitrary: fc.constant<Remedy>({ kind: 'discount', percent: 100, of: 'goods' }) },
    { weight: 1, arbitrary: fc.constant<Remedy>({ kind: 'discount', percent: 12, of: 'bill' }) },
    { weight: 1, arbitrary: fc.constant<Remedy>({ kind: 'gift', goods: 'A plant' }) },
    { weight: 1, arbitrary: fc.constant<Remedy>({ kind: 'apology' }) },
  );

const commandsOf = (house: House): ArbitraryCommand =>
  commandsIn({
    procedure: house.procedure,
    references: namesIn(house),
    parts: {
      ProcedureRef: fc.constant({ id: house.procedure.id, version: house.procedure.version }),
      Money: fc.record({ minor, currency: fc.constant(house.procedure.currency) }),
      Remedy: remedyIn(house.procedure.currency),
      Respondent: fc
        .oneof(fc.constantFrom(...FRONT), fc.constantFrom(...house.people))
        .map((staffId) => ({ kind: 'person', staffId })),
    },
    text: fc.constantFrom('because', 'toaster', 'watches'),
    ...{ instant, day: instant.map((each) => each.slice(0, 10)) },
  });

/** Histories of a house: every command that people may send, from its definition, by everybody who might send it. */
export function scriptsIn(house: House): Arbitrary<Script> {
  const commands = commandsOf(house);
  const actor = fc.nat({ max: house.actors.length - 1 });
  const attempt = (
    commands: Arbitrary<readonly CaseCommand[]>,
    caseId: Arbitrary<string>,
    late: Arbitrary<number>,
  ) => fc.record<Attempt>({ caseId, actor, commands, late });
  const sent = caseCommands.filter(({ who }) => who.sentBy === 'staff').map(({ name }) => name);
  const anyCase = fc.constantFrom(CASES[0], CASES[0], CASES[1]);
  const late = fc.constantFrom(0, 0, 0, 0, 0, 5, 90, 2 * DAY);
  const command = fc.oneof(
    fc.constantFrom(...sent).chain((type) => commands(type)),
    fc.constantFrom(...USUAL).chain((type) => commands(type)),
  );
  const onward = fc.record({ caseId: anyCase, onward: fc.constant(true as const) });
  const step = fc.record<Step>({
    passed: fc.constantFrom(0, 1, 1, 8, 20, 90, DAY / 2, DAY, 3 * DAY),
    schedulerRuns: fc.boolean(),
    mergingRuns: fc.constantFrom(true, true, true, false),
    act: fc.oneof(
      { weight: 3, arbitrary: attempt(fc.array(command, CHOICE), anyCase, late) },
      { weight: 1, arbitrary: onward },
    ),
  });
  const opening = (caseId: string) =>
    attempt(
      fc
        .oneof(
          { weight: 9, arbitrary: complaint(commands) },
          { weight: 1, arbitrary: commands('RecordAbandonedContact') },
        )
        .map((command) => [command]),
      fc.constant(caseId),
      fc.constantFrom(0, 0, 30),
    );
  return fc.record({
    openings: fc.tuple(opening(CASES[0]), opening(CASES[1])),
    steps: fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }),
    mood: fc.constantFrom('content', 'silent', 'never content'),
  });
}

/** Mostly complaints, half of them about nobody in particular. */
const complaint = (commands: ArbitraryCommand): Arbitrary<CaseCommand> =>
  fc
    .tuple(commands('LogComplaint'), fc.constantFrom(true, true, true, false), fc.boolean())
    .map(([{ type, data }, isComplaint, isAboutNobody]) => {
      const { respondents, requestedBy: _, ...facts } = data;
      return {
        type,
        data: {
          ...facts,
          ...(isComplaint && { contactKind: 'complaint' as const }),
          ...(!isAboutNobody && respondents && { respondents }),
        },
      };
    });
