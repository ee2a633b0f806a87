import type { solutionEvents } from '../../case/events/solution.ts';
import {
  because,
  by,
  count,
  list,
  money,
  remedyText,
  words,
  worthText,
  type TitlesOf,
} from '../../reading/wording.ts';

export const solutionTitles: TitlesOf<typeof solutionEvents> = {
  SolutionsPrepared: ({ options }) => `${count(options.length, 'solution')} prepared.`,
  PlanApproved: ({ level }) => `The plan was approved by ${level}.`,
  PlanSentBack: ({ level, instruction }) => `The plan was sent back by ${level}${because(instruction)}`,
  SolutionOffered: ({ option, method, promise }) =>
    `Solution ${option} was offered ${by(method)}${promise === undefined ? '' : `: ${remedyText(promise.remedy)}, worth ${worthText(promise.worth)}`}.`,
  OfferAuthorised: ({ request, option, authority }) =>
    `Solution ${option} may be offered, as ${request} asked: authorised by ${authority.level}.`,
  SolutionAccepted: ({ option, costsAgreed }) =>
    `The complainant accepted solution ${option}${costsAgreed === true ? ', and what it costs' : ''}.`,
  AlternativesSought: ({ alternatives }) => `${count(alternatives.length, 'alternative')} to what cannot be.`,
  PriceCompared: ({ item, marked, charged }) =>
    `${item} was marked at ${money(marked)}, and ${money(charged)} were charged.`,
  OfferLapsed: ({ option, reason }) => `Nobody answered the offer of option ${option}${because(reason)}`,
  SolutionRejected: ({ option }) => `The complainant rejected solution ${option}.`,
  ResponsePlanSet: ({ steps }) => `A response plan of ${count(steps.length, 'step')} was set.`,
  PlanStepCompleted: ({ step }) => `Step ${step} of the response plan was completed.`,
  SolutionImplemented: ({ option }) => `Solution ${option} was carried out.`,
  CompensationGranted: ({ grant, remedy, authority, reason }) =>
    `Compensation ${grant} granted by ${authority.level}: ${remedyText(remedy)}; total of the case ${worthText(authority.caseTotal)}${because(reason)}`,
  CompensationRequested: ({ request, remedy, neededLevel, reason }) =>
    `Compensation ${request} requested from ${neededLevel}: ${remedyText(remedy)}${because(reason)}`,
  CompensationRequestRefused: ({ request, level, reason }) =>
    `Request ${request} was refused by ${level}${because(reason)}`,
  CompensationDelivered: ({ grant, reference }) => `Compensation ${grant} was delivered (${reference}).`,
  RemedyRevalued: ({ grant, option, before, worth }) =>
    `What ${grant ?? option ?? 'was promised'} gives is worth ${worthText(worth)} now; before: ${worthText(before)}.`,
  AmountsRecorded: ({ bill, fee }) =>
    `Recorded: ${list([...(bill ? [`bill of ${money(bill)}`] : []), ...(fee ? [`fee of ${money(fee)}`] : [])]) || 'nothing'}.`,
  GoodsBroughtBack: ({ how, goods, obstacles }) =>
    obstacles.length === 0
      ? `${goods} brought back for ${how}, within the rule of the counter.`
      : `${goods} brought back for ${how}, outside of the rule of the counter: ${list(obstacles.map(words))}.`,
  SettlementMarkedConfidential: ({ level, reason }) =>
    `What was agreed is confidential: for whoever has the case, ${level} and above${because(reason)}`,
  SettlementConfidentialityLifted: ({ level, reason }) =>
    `What was agreed is no longer confidential, by ${level}${because(reason)}`,
  CompensationReversed: ({ grant, reason, how }) =>
    `Compensation ${grant} was reversed (${how === 'paidBack' ? 'paid back' : 'not delivered'})${because(reason)}`,
};
