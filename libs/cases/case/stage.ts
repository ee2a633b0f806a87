import type { CaseParts, OptionStatus, Stage } from './state.ts';

/** The parts of a case that its stage follows from. */
export type StageParts = Pick<
  CaseParts,
  'category' | 'dispatches' | 'conclusion' | 'options' | 'resolved' | 'outcomeNotified' | 'followUps' | 'ending' | 'archived'
>; // prettier-ignore

/**
 * LIF-1, LIF-2: the one word for how far a case has come. It follows from the parts and is kept nowhere else: what was
 * done again or later than usual does not throw a case back, and taking an ending back gives the word from before.
 */
export function stageOf(parts: StageParts): Stage {
  if (parts.archived) return 'archived';
  return parts.ending ?? (parts.resolved ? settledStage(parts) : workingStage(parts));
}

function settledStage({ outcomeNotified, followUps }: StageParts): Stage {
  if (followUps.some(({ reached }) => reached)) return 'followedUp';
  return outcomeNotified ? 'outcomeNotified' : 'resolved';
}

type ToldStatus = Exclude<OptionStatus, 'prepared'>;

const OFFER_STAGES: Readonly<Record<ToldStatus, Stage>> = {
  offered: 'solutionOffered',
  rejected: 'solutionRejected',
  // What was offered stands, though nobody answered.
  lapsed: 'solutionOffered',
  accepted: 'accepted',
  implemented: 'implemented',
};

/** Options are told one after the other, so the last that was told says how it stands with the complainant. */
export const offerStanding = ({ options }: Pick<StageParts, 'options'>): ToldStatus | undefined =>
  options.flatMap(({ status }) => (status === 'prepared' ? [] : [status])).at(-1);

function workingStage(parts: StageParts): Stage {
  const { conclusion, dispatches, category } = parts;
  const offer = offerStanding(parts);
  if (offer !== undefined) return OFFER_STAGES[offer];
  if (conclusion !== undefined) return 'investigated';
  if (dispatches.length > 0) return 'dispatched';
  return category === undefined ? 'received' : 'classified';
}
