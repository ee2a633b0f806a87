export { caseAggregate, NO_CASE, type CasePorts, type Duplicates, type NewCase } from './case.aggregate.ts';
export { caseDecider } from './case/case.decider.ts';
export { caseEventContracts, createCaseCodec } from './case/case.codec.ts';
export { caseIdFrom, caseIdOf, caseStreamOf } from './case/case-id.ts';
export { addEvidence } from './case/commands/investigation/add-evidence.ts';
export { caseCommands, type CaseCommand, type CaseCommands, type CaseCommandType } from './case/commands.ts';
export { isAbout, judgedIn, rankOf, type CaseContext } from './case/context.ts';
export { isComplaint, matterOf } from './case/matter.ts';
export {
  CASE_STREAM,
  caseEventSchemas,
  type CaseEvent,
  type CaseEventData,
  type CaseEventDraft,
  type CaseEventType,
  type RecordedCaseEvent,
} from './case/events.ts';
export {
  CHANNELS,
  COMPLAINANT_KINDS,
  CONTACT_KINDS,
  ESCALATION_REASONS,
  FLAGS,
  INVESTIGATION_OUTCOMES,
  METHODS,
  REMEDIES,
  RESPONDENT_KINDS,
  RESPONSIBILITIES,
  type Channel,
  type ContactKind,
  type EscalationReason,
  type Flag,
  type Method,
  type Money,
  type Remedy,
  type RemedyKind,
} from './case/events/fields.ts';
export { complaintParts, type Complainant, type Respondent, type Retail } from './case/events/intake.ts';
export { complainantFields, detailsField, respondentsField, retailFields } from './case/commands/parts.ts';
export { withAnonymity } from './case/rules/people.ts';
export {
  actingAs,
  decidedAt,
  departmentsWith,
  OPERATIONS,
  siteOfReceiver,
  standingIn,
  whereaboutsOf,
} from './case/standing.ts';
export { deadEnds } from './trial/dead-ends.ts';
export { nobodyMay } from './trial/nobody-may.ts';
export { progressTold, type Progress } from './inquiry/progress.ts';
export { secretsOf } from './inquiry/secrets.ts';
export { duplicateProcess } from './complainants/duplicate-process.ts';
export { budgetProcess } from './budgeting/budget-process.ts';
export { mergeProcess } from './merging/merge-process.ts';
export { caseNumber } from './case/rules/other-case.ts';
export { involvedIn } from './case/involved.ts';
export { evolve, noCase } from './case/evolve.ts';
export { CASE_PARTS, partSaid } from './case/stage-policy.ts';
export {
  ENDINGS,
  OPTION_STATUSES,
  STAGES,
  type CaseRecord,
  type CaseState,
  type ProcedureRef,
  type Stage,
} from './case/state.ts';
export { type CaseClock } from './case/clock-state.ts';
export { asOfWhen, caseAsOf, eventsBy, type Moment } from './case-details/as-of.ts';
export { CASE_DETAILS, type CaseDetails, type CaseHead } from './case-details/case-details.projection.ts';
export type { TimelineEntry } from './case-details/timeline.ts';
export { titleOf } from './case-details/titles.ts';
export { conformanceOf, withoutSums, type Conformance } from './conformance/conformance.ts';
export { explainDeadlines, type ExplainedDeadlines } from './explained-deadlines/explain-deadlines.ts';
export { sentencesOf, timesIn } from './explained-deadlines/told-deadlines.ts';
export { money as moneyText, remedyText } from './reading/wording.ts';
export { howKnown, type HowKnown } from './how-known/how-known.ts';
export { procedureOf, zonesOf } from './local-month.ts';
export { CASE_FACTS, type CaseFacts } from './case-facts/case-facts.ts';
export { caseSums } from './case-facts/counted.ts';
export { COMPLAINANTS, type ComplainantCase } from './complainants/complainants.projection.ts';
export { CASE_SEARCH, fileHash } from './case-search/case-search.projection.ts';
export { ERASED_CONTACT } from './monthly-report/same-people.ts';
export { findDuplicates } from './complainants/find-duplicates.ts';
export { complainantFingerprints, type Pepper } from './reading/fingerprint.ts';
export {
  decreed,
  dueCommands,
  type DueDeadline,
  type OpenDeadline,
} from './deadline-scheduler/due-commands.ts';
export { DEADLINES } from './deadlines/deadlines.projection.ts';
export type { AnnualReport } from './annual-report/annual-report.ts';
export { monthlyReport } from './monthly-report/monthly-report.query.ts';
export { qualityIn, type Quality } from './handling-quality/quality.ts';
export type { MonthlyReport } from './monthly-report/report.ts';
export { openCases } from './open-cases/open-cases.query.ts';
export { breaches } from './sla-breaches/sla-breaches.query.ts';
export { OPEN_CASES, type OpenCase } from './open-cases/open-cases.projection.ts';
export { allCaseProjections, caseQueries } from './read-models.ts';
export { pagesOf } from './reading/pages.ts';
export { emailsOf } from './reading/contacts.ts';
export { damageOfCase } from './reading/damage.ts';
export {
  CASE_ID,
  caseField,
  momentFields,
  monthField,
  noSuchCase,
  optionalMonth,
  type CaseQueryPorts,
} from './reading/query.ts';
export { caseLog } from './open-cases/case-log.ts';
export { isAboutReader, isListedFor, LISTED_CASES, listedCases, visibleTo } from './reading/listing.ts';
export {
  caseFileRead,
  eventsFor,
  eventsRead,
  evidenceRead,
  mayKnowOf,
  ofOneCase,
  readsAs,
  whatIfRead,
  seesTerms,
  withoutComplainant,
  type CaseReadWho,
  type Capacity,
  type Reader,
} from './reading/reading.ts';
export { isKept, isWithoutTerms, withoutTerms } from './reading/terms.ts';
export { SLA_BREACHES, type SlaBreach } from './sla-breaches/sla-breaches.projection.ts';
export { rulesKept } from './under-which-rules.ts';
export { WHAT as WHAT_IF_DIFFERENCES, type Difference as WhatIfDifference } from './what-if/differences.ts';
export { Tally as WhatIfTally, type Totals as WhatIfTotals } from './what-if/totals.ts';
export { whatIf, type Rules as WhatIfRules } from './what-if/what-if.ts';
