import { draftsOf, type DraftOf, type EventDataOf, type EventOf } from '#event-sourcing';
import { ACTION_KINDS } from '#procedures';
import { instantField, oneOf, record, reference, Type } from '#schema';
import { cameAt, partsField, ruleSet } from '../occurrence/events.ts';

const said = () => Type.String({ minLength: 1, maxLength: 10_000, 'x-personal': true });
const cases = () => Type.Array(reference(), { maxItems: 10_000 });
/** INV-4: whom the cases that staff have named are about. */
const people = () => Type.Array(reference(), { maxItems: 10_000 });
const whole = (minimum = 1) => Type.Integer({ minimum });
const deadline = () => ({ dueAt: instantField(), warnAt: Type.Optional(instantField()) });

/** IMP-2: how often it happened in as many days before the action was completed and after. */
const compared = () =>
  record({ days: whole(), before: whole(0), after: whole(0), from: instantField(), until: instantField() });

/**
 * Something that goes wrong again and again, and what is done so that it does not (IMP-1, IMP-2). By whom it is led is
 * recorded when it begins, so that no later version of the procedure changes it.
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const issueEventSchemas = {
  IssueRaised: record({
    procedure: ruleSet(),
    site: Type.Optional(reference()),
    /** What repeats; absent where somebody has opened it. */
    recurrence: Type.Optional(
      record({
        of: reference(),
        number: whole(),
        rule: reference(),
        parts: partsField(),
        times: whole(),
        withinDays: whole(),
      }),
    ),
    cases: cases(),
    about: people(),
    reason: Type.Optional(said()),
    ledBy: reference(),
    extendedBy: reference(),
    compareDays: whole(),
  }),
  /** `improved`: an action had been decided on before. */
  CasesGathered: record({ cases: cases(), about: people(), improved: Type.Boolean() }),
  CasesReleased: record({ cases: cases() }),
  /** It is one with another one, which gathers its cases. */
  IssueJoined: record({ into: reference(), cases: cases(), about: people(), wasOpen: Type.Boolean() }),
  ActionDecided: record({
    action: reference(),
    kind: oneOf(ACTION_KINDS),
    what: said(),
    /** Which conditions are lacking for doing it at once. */
    lacking: Type.Optional(said()),
    owner: reference(),
    startedAt: instantField(),
    ...deadline(),
    /** Those that have an action from now on. */
    cases: cases(),
  }),
  ActionHandedOver: record({ action: reference(), owner: reference(), reason: said() }),
  ActionExtended: record({ action: reference(), ...deadline(), reason: said() }),
  ActionWarned: record({ action: reference(), dueAt: instantField() }),
  ActionMissed: record({ action: reference(), dueAt: instantField(), responsible: reference() }),
  ActionCompleted: record({
    action: reference(),
    account: said(),
    /** Names of papers, files or places where it can be seen. */
    evidence: Type.Array(reference(), { maxItems: 100 }),
  }),
  EffectJudged: record({
    action: reference(),
    effective: Type.Boolean(),
    reason: said(),
    compared: Type.Optional(compared()),
  }),
  IssueClosed: record({ why: oneOf(['effective', 'dismissed']), reason: Type.Optional(said()) }),
  /** `joined`: one that was open is one with it. */
  IssueReopened: record({
    why: oneOf(['ineffective', 'recurred', 'joined']),
    lastAt: Type.Optional(cameAt()),
  }),
} as const;

type Schemas = typeof issueEventSchemas;
export type IssueEvent = EventOf<Schemas>;
export type IssueEventDraft = DraftOf<Schemas>;
export type IssueRaised = EventDataOf<Schemas, 'IssueRaised'>;
export type ActionDecided = EventDataOf<Schemas, 'ActionDecided'>;
export type EffectJudged = EventDataOf<Schemas, 'EffectJudged'>;
export type Compared = NonNullable<EffectJudged['compared']>;

export const draft = draftsOf<Schemas>();
