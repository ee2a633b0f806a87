import { isSamePerson } from '#event-sourcing';
import type { CaseEventData } from './events.ts';
import type { Respondent, Retail } from './events/intake.ts';
import type { CaseRecord } from './state.ts';

/** LIF-3: the given fields replace what was recorded, also those within a block; the others stay. */
export function correctedBy(
  state: CaseRecord,
  { reason: _, respondents, retail, ...corrected }: CaseEventData<'IntakeCorrected'>,
): CaseRecord {
  return {
    ...state,
    ...corrected,
    ...(respondents && {
      respondents: [
        ...respondents.map((given, index) => correctedRespondent(ownOf(state)[index], given)),
        // Whom a merged case is about is corrected there.
        ...state.respondents.filter(({ of }) => of !== undefined),
      ],
    }),
    ...(retail && { retail: correctedRetail(state.retail, retail) }),
  };
}

const ownOf = ({ respondents }: CaseRecord): readonly Respondent[] =>
  respondents.filter(({ of }) => of === undefined);

/** Somebody of another kind or with another id is somebody else: nothing of the one named before stays. */
const correctedRespondent = (before: Respondent | undefined, given: Respondent): Respondent =>
  before?.kind === given.kind && isSameOne(before.staffId, given.staffId) ? { ...before, ...given } : given;

const isSameOne = (before: string | undefined, given: string | undefined): boolean =>
  before === undefined || given === undefined || isSamePerson(before, given);

const correctedRetail = (before: Retail | undefined, given: Retail): Retail => ({ ...before, ...given });
