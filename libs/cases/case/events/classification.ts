import { Type } from '#schema';
import {
  DEMAND_ANSWERS,
  DEMAND_RANKS,
  FLAGS,
  method,
  oneOf,
  personal,
  record,
  reference,
  text,
} from './fields.ts';

/** A version of a procedure, and what its file said. */
const rulesRef = record({
  id: reference(),
  version: Type.Integer({ minimum: 1 }),
  rules: Type.Optional(reference()),
});

export const classificationEvents = {
  CaseClassified: record({
    /** `group/leaf`; exactly one (CLS-1). */
    category: reference(),
    severity: reference(),
    /** Id of the criterion of the procedure that was chosen (CLS-3). */
    criterion: Type.Optional(reference()),
    /** Topics and claims that decide who has authority (AUT-3). */
    complainantInsists: Type.Optional(Type.Boolean()),
  }),
  SeverityChanged: record({
    from: reference(),
    to: reference(),
    criterion: Type.Optional(reference()),
    reason: text(),
    cause: oneOf(['decision', 'flag', 'breach', 'oneMonth']),
  }),
  /** From here on the case is handled under another version of its procedure (D13). `rules`: SHA-256 of what its file says. */
  CaseMovedToVersion: record({ from: rulesRef, to: rulesRef, reason: text() }),
  CategoryChanged: record({ from: reference(), to: reference(), reason: text() }),
  /** CLS-5 */
  ValidityAssessed: record({ valid: Type.Boolean(), reason: text() }),
  InvalidityExplained: record({ method: method(), explanation: personal(), accepted: Type.Boolean() }),
  /** CLS-6; the metadata's happenedAt is when it was explained to the complainant. */
  /** CLS-6; without a method where nobody is known to explain it to (INT-4). */
  CaseDeclaredInadmissible: record({
    ground: reference(),
    explanation: personal(),
    method: Type.Optional(method()),
  }),
  SensitiveFlagRaised: record({ flag: oneOf(FLAGS), reason: text() }),
  SensitiveFlagCleared: record({ flag: oneOf(FLAGS), reason: text() }),
  /** CLS-10 */
  DemandsRecorded: record({
    demands: Type.Array(record({ demand: reference(), rank: oneOf(DEMAND_RANKS), text: personal() }), {
      minItems: 1,
      maxItems: 20,
    }),
  }),
  /** CLS-10, IMP-5: with the reason as it was told; without a method where nobody is known to tell it to (INT-4). */
  DemandAnswered: record({
    demand: reference(),
    answer: oneOf(DEMAND_ANSWERS),
    reason: personal(),
    method: Type.Optional(method()),
  }),
  /** CLS-8 */
  UnreasonableDemandRecorded: record({ demand: personal(), explanation: personal() }),
  UnlawfulBehaviourReported: record({ behaviour: personal(), reportedTo: reference() }),
} as const;
