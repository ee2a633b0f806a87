import type { CommandData, CommandOf } from '#event-sourcing';
import { answerDemand } from './commands/classification/answer-demand.ts';
import { assessValidity } from './commands/classification/assess-validity.ts';
import { changeCategory } from './commands/classification/change-category.ts';
import { changeSeverity } from './commands/classification/change-severity.ts';
import { voidBudgetDraw } from './commands/budget/void-budget-draw.ts';
import { classifyCase } from './commands/classification/classify-case.ts';
import { clearFlag } from './commands/classification/clear-flag.ts';
import { declareInadmissible } from './commands/classification/declare-inadmissible.ts';
import { explainInvalidity } from './commands/classification/explain-invalidity.ts';
import { moveToVersion } from './commands/classification/move-to-version.ts';
import { raiseFlag } from './commands/classification/raise-flag.ts';
import { recordDemands } from './commands/classification/record-demands.ts';
import { recordUnreasonableDemand } from './commands/classification/record-unreasonable-demand.ts';
import { reportUnlawfulBehaviour } from './commands/classification/report-unlawful-behaviour.ts';
import { grantExtension } from './commands/clocks/grant-extension.ts';
import { pauseClocks } from './commands/clocks/pause-clocks.ts';
import { promiseReply } from './commands/clocks/promise-reply.ts';
import { recordDeadlineBreach } from './commands/clocks/record-deadline-breach.ts';
import { recordDeadlineWarning } from './commands/clocks/record-deadline-warning.ts';
import { recordHolidaysDecreed } from './commands/clocks/record-holidays-decreed.ts';
import { refuseExtension } from './commands/clocks/refuse-extension.ts';
import { reportProgress } from './commands/clocks/report-progress.ts';
import { requestExtension } from './commands/clocks/request-extension.ts';
import { resumeClocks } from './commands/clocks/resume-clocks.ts';
import { assignOwner } from './commands/dispatch/assign-owner.ts';
import { dispatchCase } from './commands/dispatch/dispatch-case.ts';
import { handBackForm } from './commands/dispatch/hand-back-form.ts';
import { notifyManager } from './commands/dispatch/notify-manager.ts';
import { returnDispatch } from './commands/dispatch/return-dispatch.ts';
import { signReceipt } from './commands/dispatch/sign-receipt.ts';
import { decideEscalation } from './commands/escalation/decide-escalation.ts';
import { escalateToManager } from './commands/escalation/escalate-to-manager.ts';
import { returnEscalation } from './commands/escalation/return-escalation.ts';
import { correctIntake } from './commands/intake/correct-intake.ts';
import { dismissDuplicate } from './commands/intake/dismiss-duplicate.ts';
import { endContact } from './commands/intake/end-contact.ts';
import { recordImprovement } from './commands/improvement/record-improvement.ts';
import { handOverComplaint } from './commands/intake/hand-over-complaint.ts';
import { importHistoricCase } from './commands/intake/import-historic-case.ts';
import { linkCase } from './commands/intake/link-case.ts';
import { logPromotedFeedback } from './commands/intake/log-promoted-feedback.ts';
import { logComplaint } from './commands/intake/log-complaint.ts';
import { promoteContact } from './commands/intake/promote-contact.ts';
import { recordAbandonedContact } from './commands/intake/record-abandoned-contact.ts';
import { recordCallback } from './commands/intake/record-callback.ts';
import { recordRestatement } from './commands/intake/record-restatement.ts';
import { sendAcknowledgement } from './commands/intake/send-acknowledgement.ts';
import { checkInquirySecret } from './commands/intake/check-inquiry-secret.ts';
import { setInquirySecret } from './commands/intake/set-inquiry-secret.ts';
import { settleAtOnce } from './commands/intake/settle-at-once.ts';
import { suspectDuplicates } from './commands/intake/suspect-duplicates.ts';
import { addEvidence } from './commands/investigation/add-evidence.ts';
import { arriveOnSite } from './commands/investigation/arrive-on-site.ts';
import { concludeInvestigation } from './commands/investigation/conclude-investigation.ts';
import { recordAmounts } from './commands/investigation/record-amounts.ts';
import { recordFinding } from './commands/investigation/record-finding.ts';
import { recordMeasures } from './commands/investigation/record-measures.ts';
import { recordMediation } from './commands/investigation/record-mediation.ts';
import { adjustTakenOver } from './commands/merging/adjust-taken-over.ts';
import { completeMerge } from './commands/merging/complete-merge.ts';
import { declineMerge } from './commands/merging/decline-merge.ts';
import { mergeCase } from './commands/merging/merge-case.ts';
import { releaseTakeOver } from './commands/merging/release-take-over.ts';
import { takeOverCase } from './commands/merging/take-over-case.ts';
import { tellMergedComplainant } from './commands/merging/tell-merged-complainant.ts';
import { unmergeCase } from './commands/merging/unmerge-case.ts';
import { archiveCase } from './commands/outcome/archive-case.ts';
import { closeCase } from './commands/outcome/close-case.ts';
import { issueFinalResponse } from './commands/outcome/issue-final-response.ts';
import { notifyOutcome } from './commands/outcome/notify-outcome.ts';
import { recordFollowUp } from './commands/outcome/record-follow-up.ts';
import { recordFailedContact } from './commands/outcome/record-failed-contact.ts';
import { recordOutcomeUntellable } from './commands/outcome/record-outcome-untellable.ts';
import { reopenCase } from './commands/outcome/reopen-case.ts';
import { resolveCase } from './commands/outcome/resolve-case.ts';
import { reviewCase } from './commands/outcome/review-case.ts';
import { withdrawCase } from './commands/outcome/withdraw-case.ts';
import { acceptSolution } from './commands/solution/accept-solution.ts';
import { approvePlan } from './commands/solution/approve-plan.ts';
import { approveRequest } from './commands/solution/approve-request.ts';
import { authoriseOffer } from './commands/solution/authorise-offer.ts';
import { completePlanStep } from './commands/solution/complete-plan-step.ts';
import { confirmCompensation } from './commands/solution/confirm-compensation.ts';
import { grantCompensation } from './commands/solution/grant-compensation.ts';
import { implementSolution } from './commands/solution/implement-solution.ts';
import { lapseOffer } from './commands/solution/lapse-offer.ts';
import { liftSettlementConfidentiality } from './commands/solution/lift-settlement-confidentiality.ts';
import { markSettlementConfidential } from './commands/solution/mark-settlement-confidential.ts';
import { offerSolution } from './commands/solution/offer-solution.ts';
import { prepareSolutions } from './commands/solution/prepare-solutions.ts';
import { recordAlternatives } from './commands/solution/record-alternatives.ts';
import { refundPriceDifference } from './commands/solution/refund-price-difference.ts';
import { refuseCompensation } from './commands/solution/refuse-compensation.ts';
import { refuseRequest } from './commands/solution/refuse-request.ts';
import { rejectSolution } from './commands/solution/reject-solution.ts';
import { returnAtCounter } from './commands/solution/return-at-counter.ts';
import { reverseCompensation } from './commands/solution/reverse-compensation.ts';
import { sendBackPlan } from './commands/solution/send-back-plan.ts';
import { setResponsePlan } from './commands/solution/set-response-plan.ts';

/** Every command of a case, in the order of its life. A new command is a file and a line here. */
export const caseCommands = [
  logComplaint,
  logPromotedFeedback,
  importHistoricCase,
  recordAbandonedContact,
  recordCallback,
  endContact,
  recordRestatement,
  sendAcknowledgement,
  setInquirySecret,
  checkInquirySecret,
  handOverComplaint,
  suspectDuplicates,
  dismissDuplicate,
  linkCase,
  promoteContact,
  correctIntake,
  settleAtOnce,
  classifyCase,
  changeSeverity,
  changeCategory,
  moveToVersion,
  assessValidity,
  explainInvalidity,
  declareInadmissible,
  raiseFlag,
  clearFlag,
  recordDemands,
  answerDemand,
  recordUnreasonableDemand,
  reportUnlawfulBehaviour,
  dispatchCase,
  signReceipt,
  returnDispatch,
  handBackForm,
  assignOwner,
  notifyManager,
  arriveOnSite,
  recordMeasures,
  recordFinding,
  addEvidence,
  recordAmounts,
  concludeInvestigation,
  recordMediation,
  prepareSolutions,
  recordAlternatives,
  approvePlan,
  sendBackPlan,
  offerSolution,
  authoriseOffer,
  acceptSolution,
  rejectSolution,
  lapseOffer,
  setResponsePlan,
  completePlanStep,
  implementSolution,
  returnAtCounter,
  refundPriceDifference,
  grantCompensation,
  voidBudgetDraw,
  refuseCompensation,
  approveRequest,
  refuseRequest,
  confirmCompensation,
  reverseCompensation,
  markSettlementConfidential,
  liftSettlementConfidentiality,
  escalateToManager,
  decideEscalation,
  returnEscalation,
  requestExtension,
  grantExtension,
  refuseExtension,
  pauseClocks,
  resumeClocks,
  promiseReply,
  reportProgress,
  recordDeadlineWarning,
  recordDeadlineBreach,
  recordHolidaysDecreed,
  resolveCase,
  notifyOutcome,
  recordFailedContact,
  recordOutcomeUntellable,
  issueFinalResponse,
  recordFollowUp,
  recordImprovement,
  reopenCase,
  reviewCase,
  closeCase,
  archiveCase,
  withdrawCase,
  mergeCase,
  takeOverCase,
  completeMerge,
  declineMerge,
  unmergeCase,
  releaseTakeOver,
  adjustTakenOver,
  tellMergedComplainant,
] as const;

/** What a command carries, by name. */
export type CaseCommands = CommandData<typeof caseCommands>;
export type CaseCommandType = keyof CaseCommands;
export type CaseCommand<Type extends CaseCommandType = CaseCommandType> = CommandOf<
  typeof caseCommands,
  Type
>;
