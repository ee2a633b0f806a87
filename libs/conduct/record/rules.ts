import { refuse, type Refusal } from '#event-sourcing';
import { monthsAfter, type ConductRules } from '#procedures';
import type { ConductContext } from './command.ts';
import type { ConductEventData } from './events.ts';
import { isGrounded } from './proposing.ts';
import { stands, type ConductState, type Entry, type Proposal } from './state.ts';

export const noSuchRecord = (id: string): Refusal =>
  refuse('CON-4', 'conduct-record-not-found', `There is no conduct record ${id}.`, {
    remedy: 'Give the procedure and the id of the person: supermarket-authority.lin.',
  });

export const notKept = (procedure: string): Refusal =>
  refuse('CON-3', 'conduct-not-kept', `"${procedure}" keeps no record of conduct.`, {
    remedy: 'Say what counts under "conduct" in its file.',
  });

type Violation = ConductEventData<'ViolationReported'>['violation'];

/** From that day on it counts no more. */
export const forgottenOn = (day: string, { procedure }: ConductContext): string =>
  monthsAfter(day, procedure.conduct?.forgottenAfterMonths ?? 0);

export function violationCalled(kind: string, { violations }: ConductRules): Violation | Refusal {
  const found = violations.find(({ id }) => id === kind);
  return found === undefined
    ? refuse('CON-3', 'unknown-violation', `The procedure knows no violation "${kind}".`, {
        details: { violations: violations.map(({ id }) => id) },
      })
    : { kind, points: found.points };
}

export const reportedEntry = ({ entries }: ConductState, entry: string): Entry | Refusal =>
  entries.find((each) => each.entry === entry && each.status === 'reported') ??
  refuse('CON-3', 'nothing-reported', `"${entry}" waits for no decision.`, {
    remedy: 'See the record: only what was reported is confirmed or dismissed, once.',
  });

const grounds = (state: ConductState, today: string): ReadonlySet<string> =>
  new Set(state.entries.filter((each) => stands(each, today)).map(({ entry }) => entry));

/** CON-1: nobody decides on what the system has not proposed, or does not propose any more. */
export function openProposal(
  state: ConductState,
  proposal: string,
  { today }: ConductContext,
): Proposal | Refusal {
  const found = state.proposals.find((each) => each.proposal === proposal);
  if (found?.status === 'open' && isGrounded(found, grounds(state, today))) return found;
  return refuse('CON-1', 'step-not-proposed', `No step "${proposal}" is proposed.`, {
    remedy: 'See the record for what is proposed.',
    ...(found && { details: { status: found.status } }),
  });
}

/** What an imposed step was for was taken back or struck since; that it is forgotten gives nobody anything back. */
export const isGroundless = (
  { entries }: ConductState,
  { status, basis }: Pick<Proposal, 'status' | 'basis'>,
): boolean =>
  status === 'imposed' && entries.some((each) => basis.includes(each.entry) && each.status !== 'standing');
