import type { solutionEvents } from '../../case/events/solution.ts';
import { because, by, count, money, remedyText, type TitlesOf } from '../wording.ts';

export const solutionTitles: TitlesOf<typeof solutionEvents> = {
  SolutionsPrepared: ({ options }) => `${count(options.length, 'solution')} prepared.`,
  PlanApproved: ({ level }) => `The plan was approved by ${level}.`,
  PlanSentBack: ({ level, instruction }) => `The plan was sent back by ${level}${because(instruction)}`,
  SolutionOffered: ({ option, method }) => `Solution ${option} was offered ${by(method)}.`,
  SolutionAccepted: ({ option }) => `The complainant accepted solution ${option}.`,
  SolutionRejected: ({ option }) => `The complainant rejected solution ${option}.`,
  ResponsePlanSet: ({ steps }) => `A response plan of ${count(steps.length, 'step')} was set.`,
  PlanStepCompleted: ({ step }) => `Step ${step} of the response plan was completed.`,
  SolutionImplemented: ({ option }) => `Solution ${option} was carried out.`,
  CompensationGranted: ({ grant, remedy, authority, reason }) =>
    `Compensation ${grant} granted by ${authority.level}: ${remedyText(remedy)}; total of the case ${money(authority.caseTotal)}${because(reason)}`,
  CompensationRequested: ({ request, remedy, neededLevel, reason }) =>
    `Compensation ${request} requested from ${neededLevel}: ${remedyText(remedy)}${because(reason)}`,
  CompensationRequestRefused: ({ request, level, reason }) =>
    `Request ${request} was refused by ${level}${because(reason)}`,
  CompensationDelivered: ({ grant, reference }) => `Compensation ${grant} was delivered (${reference}).`,
  CompensationReversed: ({ grant, reason, how }) =>
    `Compensation ${grant} was reversed (${how === 'paidBack' ? 'paid back' : 'not delivered'})${because(reason)}`,
};
