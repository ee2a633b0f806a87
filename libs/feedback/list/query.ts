import { answer, isSamePerson, listsOf, queriesOf, type KnowableReads } from '#event-sourcing';
import { CHANNELS, type Reader } from '#cases';
import { isPresent } from '#organisation';
import type { ProcedureRegistry } from '#procedures';
import { DECISIONS, FEEDBACK_KINDS, SATISFACTIONS } from '../feedback/events.ts';
import { FEEDBACK_ID } from '../feedback/feedback-id.ts';
import { isAboutAny } from '../feedback/rules.ts';
import { dealingFor, holding } from '../feedback/standing.ts';
import type { FeedbackDocument } from './feedback.projection.ts';

/** Where answers about feedback come from. */
type FeedbackQueryPorts = KnowableReads & { readonly procedures: ProcedureRegistry };

interface FeedbackQueryTypes {
  readonly ports: FeedbackQueryPorts;
  readonly reader: Reader;
  readonly who: { readonly readers: readonly ('operations' | 'analyst' | 'compliance')[] };
  readonly group: 'Feedback';
}

export const query = queriesOf<FeedbackQueryTypes>();
export const list = listsOf<FeedbackQueryTypes>();

/** Figures: without what people said. */
export const forWhoeverAnswers = { readers: ['operations', 'analyst', 'compliance'] } as const;
/** With what people said. */
export const forWhoeverHandles = { readers: ['operations', 'compliance'] } as const;

export const STATUSES = ['received', 'considered', ...DECISIONS, 'promoted'] as const;

/**
 * INV-4, D22: nobody reads what is about themselves. Compliance and, in lists, analysts read all others; whoever received it
 * or has it, whoever of us suggested it, and whoever holds a level of the ladder there.
 */
export function readsFeedback(
  { feedback, procedure: id }: Pick<FeedbackDocument, 'feedback' | 'procedure'>,
  reader: Reader | undefined,
  { get }: Pick<ProcedureRegistry, 'get'>,
  overseers: readonly string[] = ['compliance', 'analyst'],
): boolean {
  if (reader === undefined) return true;
  const { id: person, roles, organisation, at } = reader;
  if (isAboutAny(feedback, [person])) return false;
  if (roles.some((role) => overseers.includes(role))) return true;
  if (!roles.includes('operations') || !isPresent(organisation, person, at)) return false;
  const scene = { organisation, procedure: get(id, feedback.procedure.version), at };
  return (
    isSamePerson(feedback.staffId, person) ||
    dealingFor(feedback, person, scene) !== undefined ||
    holding(feedback, person, scene).length > 0
  );
}

/** What a list tells: nothing that people said, and nobody who said it. */
export const feedbackShown = {
  feedbackId: answer.text(FEEDBACK_ID),
  procedure: answer.text('supermarket-authority'),
  'site?': answer.text('riverside'),
  kind: answer.oneOf(FEEDBACK_KINDS),
  channel: answer.oneOf(CHANNELS),
  'satisfaction?': answer.oneOf(SATISFACTIONS),
  dissatisfied: answer.yesNo(true),
  status: answer.oneOf(STATUSES),
  'owner?': answer.text('pan.xin'),
  told: answer.yesNo(false),
  'collectedIn?': answer.text('supermarket-authority.suggestion-box.riverside.2026-11-27'),
  receivedAt: answer.instant(),
  receivedBy: answer.text('lin'),
  'caseId?': answer.text(FEEDBACK_ID, { description: 'The complaint that came of it.' }),
};
