import { Type, type Static } from '#schema';
import { allowance, responsible, subject } from './clock.ts';
import { authorityBasis } from './solution.ts';
import {
  CHANNELS, clockKindName, COMPLAINANT_KINDS, CONTACT_KINDS, FLAGS, instantField, method, milestoneName, money, oneOf,
  personal, record, reference, RESPONDENT_KINDS, text,
} from './fields.ts'; // prettier-ignore

/** A milestone that was reached there, and what it was about. */
const fact = record({
  milestone: milestoneName(),
  subject,
  at: instantField(),
  part: Type.Optional(oneOf(['lead', 'contributor'])),
  level: Type.Optional(reference()),
  regulator: Type.Optional(reference()),
  /** By a case that had taken it over: it ended clocks and began none. */
  shared: Type.Optional(Type.Literal(true)),
});

/** A clock that runs there, and goes on as it is (CLK-3, CLK-6). */
const clock = record({
  ...{ clock: reference(), rule: reference(), kind: clockKindName(), subject },
  ...{ startedAt: instantField(), startedBy: milestoneName() },
  countsFrom: Type.Optional(instantField()),
  /** Its due time does not follow from its allowance alone: it stood still, or more time was given. */
  carriedTo: Type.Optional(instantField()),
  allowance,
  dueAt: instantField(),
  provisional: Type.Optional(Type.Literal(true)),
  warnAt: Type.Optional(instantField()),
  onDue: oneOf(['breach', 'promote']),
  department: Type.Optional(reference()),
  /** Its miss is on record there: who answered for it. */
  missed: Type.Optional(record({ responsible, severity: Type.Optional(reference()) })),
});

/** A moment that somebody was given, and that has not been kept yet (CLK-5, DIS-7). */
const given = record({
  subject,
  from: instantField(),
  until: instantField(),
  department: Type.Optional(reference()),
  person: Type.Optional(reference()),
  about: Type.Optional(text(2000)),
});

/** A form that a department has (DIS-1). */
const dispatch = record({
  dispatch: reference(),
  department: reference(),
  part: oneOf(['lead', 'contributor']),
  status: oneOf(['sent', 'received']),
  sentBy: reference(),
  sentAt: Type.Optional(instantField()),
  receivedAt: Type.Optional(instantField()),
  dueAt: Type.Optional(instantField()),
});

/** Who is complained about there, without their names (INV-4). */
const respondent = record({
  kind: oneOf(RESPONDENT_KINDS),
  staffId: Type.Optional(reference()),
  department: Type.Optional(reference()),
  level: Type.Optional(reference()),
});

/**
 * What a merged case leaves to the other one: for whom something is owed, what and since when, and which level it needs;
 * never who complained (LIF-2).
 */
const carried = record({
  case: reference(),
  channel: oneOf(CHANNELS),
  contactKind: Type.Optional(oneOf(CONTACT_KINDS)),
  complainant: record({
    kind: oneOf(COMPLAINANT_KINDS),
    anonymous: Type.Boolean(),
    /** The same person as that of the other case, so that nothing has to be told twice. */
    same: Type.Boolean(),
  }),
  /** Regulators and associations that are owed the outcome (INT-9). */
  regulators: Type.Array(reference(), { maxItems: 50 }),
  category: Type.Optional(reference()),
  severity: Type.Optional(reference()),
  /** A miss or a month has made it as serious (CLK-7, CLK-8). */
  overdueSeverity: Type.Optional(reference()),
  flags: Type.Array(oneOf(FLAGS), { maxItems: 7 }),
  goodsValue: Type.Optional(money),
  complainantInsists: Type.Boolean(),
  unsettledBelow: Type.Boolean(),
  respondents: Type.Array(respondent, { maxItems: 10 }),
  /** Everybody who has handled it (OUT-3). */
  handlers: Type.Array(reference(), { maxItems: 500 }),
  level: reference(),
  levelAwaited: Type.Boolean(),
  dispatches: Type.Array(dispatch, { maxItems: 50 }),
  /** What is promised and granted there; limits count the sum of both cases (SOL-4). */
  committed: money,
  /** Some of it nobody can value. */
  unvalued: Type.Boolean(),
  /** Since when: what its clocks start and stop by. */
  facts: Type.Array(fact, { maxItems: 5_000 }),
  clocks: Type.Array(clock, { maxItems: 500 }),
  given: Type.Array(given, { maxItems: 500 }),
  /** The channel asks for an answer in writing that was not sent yet (OUT-2). */
  writtenResponse: Type.Boolean(),
  /** It was resolved there, and its complainant has not heard (OUT-1). */
  outcomeKnown: Type.Boolean(),
  /** The complainant has heard of the merging before; true only of cases that this one had taken over itself. */
  told: Type.Boolean(),
});
export type Carried = Static<typeof carried>;

/** What one merged case has promised and granted by now; the later change counts, in whatever order they arrive. */
const sum = {
  case: reference(),
  committed: money,
  unvalued: Type.Boolean(),
  change: Type.Integer({ minimum: 1 }),
};

const cases = () => Type.Array(reference(), { minItems: 1, maxItems: 50 });

/** LIF-2: one matter in two cases. First said in the one, then taken over by the other, then carried out. */
export const mergingEvents = {
  MergeStarted: record({
    /** Unique in the case. */
    merge: reference(),
    into: reference(),
    reason: text(),
    /** The case itself, then those that it had taken over. */
    carries: Type.Array(carried, { minItems: 1, maxItems: 50 }),
  }),
  CaseTakenOver: record({
    from: reference(),
    merge: reference(),
    reason: text(),
    carries: Type.Array(carried, { minItems: 1, maxItems: 50 }),
    /** The level that has the matter from now on, where that is above the one that had this case (AUT-4). */
    level: Type.Optional(record({ level: reference(), awaited: Type.Boolean() })),
    /** With which authority whoever merged decided on the sum of both, where both have promised something (SOL-4). */
    authority: Type.Optional(authorityBasis),
  }),
  CaseMerged: record({ into: reference(), reason: text() }),
  /** The other case could not take it over: it goes on as if nobody had asked. */
  MergeDeclined: record({ merge: reference(), into: reference(), why: text() }),
  /** A merging that was a mistake: the case goes on where it stood. */
  MergeReversed: record({ merge: reference(), from: reference(), cases: cases(), reason: text() }),
  TakeOverReleased: record({
    from: reference(),
    merge: reference(),
    cases: cases(),
    reason: text(),
    /** The case that has, or will have, taken this one over meanwhile, and them with it. */
    onward: Type.Optional(record({ into: reference(), merge: reference() })),
    /** The level that has the matter again, where the merging had raised it. */
    level: Type.Optional(record({ level: reference(), awaited: Type.Boolean() })),
  }),
  /** SOL-4: what is granted here has changed since the merging; the case that has the matter now has to know. */
  MergedSumChanged: record({ into: reference(), merge: reference(), ...sum }),
  TakenOverSumChanged: record({ from: reference(), merge: reference(), ...sum }),
  /** What the complainant of a case that was taken over heard, or the attempt that reached nobody (OUT-1). */
  MergedComplainantTold: record({
    of: reference(),
    about: oneOf(['merging', 'outcome']),
    method: method(),
    reached: Type.Boolean(),
    /** The last attempt that the procedure asks for reached nobody either. */
    exhausted: Type.Optional(Type.Literal(true)),
    summary: personal(),
  }),
} as const;
