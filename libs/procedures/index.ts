export type { Allowance } from './allowance.ts';
export { findLeaf, normalised, type CategoryLeaf } from './leaves.ts';
export { beginningOf, daysBetween, isWorkingDay, localDate, monthsAfter } from './calendars.ts';
export { nextOpening, type CountingReason } from './counting.ts';
export { computeDeadline, type Deadline, type DeadlineInput, type DeadlineInterval } from './deadline.ts';
export * from './clock-words.ts';
export { MILESTONES, subjectKindOf, TAKEN_BACK, type Milestone, type SubjectKind } from './milestones.ts';
export * from './clock-rules.ts';
export * from './conduct-rules.ts';
export * from './counter-rules.ts';
export * from './duty-rules.ts';
export * from './improvement-rules.ts';
export { deadlineOfTurn, turnAfter, turnBefore, turnsBetween, type Turn } from './recurrence.ts';
export {
  INTAKE_FACTS,
  mayHold,
  NOT_KNOWN,
  type IntakeFact,
  type IntakeField,
  type IntakeProfile,
} from './intake-profile.ts';
export * from './invalid-procedure.ts';
export * from './matter-condition.ts';
export * from './notification-rules.ts';
export * from './procedure.ts';
export * from './step-rules.ts';
export {
  FRONTLINE,
  allowanceFor,
  clockApplies,
  counterReturnObstacles,
  departmentFor,
  directRoutes,
  findGoods,
  highestLevelOf,
  isBody,
  levelRank,
  OVERSIGHT,
  rulesFor,
  matches,
  requiredLevel,
  severityRank,
  stepsFor,
  type Condition,
  type Matter,
} from './select.ts';
export { compensationLevel, levelWithin, limitOf, ownLimits } from './limits.ts';
export { isCurrency, PER_PERCENT, readAmount, fractionDigits } from './notation.ts';
export { LONGEST_TEXT } from './bounded-yaml.ts';
export { loadProcedures, rulesIn, textOfFile } from './load.ts';
export { lettersApart } from './nearest.ts';
export { withFigures } from './changed-figures.ts';
export { parseProcedure } from './parse.ts';
export { readText, type Finding } from './problems.ts';
export { createRegistry, registryOf, type LoadedProcedures, type ProcedureSource } from './registry.ts';
export * from './versions.ts';
export { adviceOn } from './checking/advice.ts';
export { unmarkedFigures } from './checking/marks.ts';
export { procedureJsonSchema } from './json-schema.ts';
export { draftProcedure } from './drafting/draft-procedure.ts';
export { QUESTIONS, readAnswers } from './drafting/questions.ts';
export { describeProcedure } from './telling/describe.ts';
export { procedureDifferences } from './telling/diff.ts';
export { procedureMarkdown } from './telling/markdown.ts';
export { procedurePicture } from './telling/picture.ts';
export { escaped } from './telling/svg.ts';
export { LANGUAGES, type Language } from './languages.ts';
export {
  filledLetter,
  LETTERS,
  LETTER_PLACEHOLDERS,
  type LetterKind,
  type LetterRule,
  type LetterPlaceholder,
} from './letter-rules.ts';
