import { isSamePerson } from '#event-sourcing';
import type { CaseEventData } from './events.ts';
import type { Complainant, Respondent, Retail } from './events/intake.ts';
import type { CaseRecord } from './state.ts';

/** LIF-3: the given fields replace what was recorded, also those within a block; the others stay. */
export function correctedBy(
  state: CaseRecord,
  { reason: _, was: _was, respondents, retail, details, ...corrected }: CaseEventData<'IntakeCorrected'>,
): CaseRecord {
  return {
    ...withContacts(state, corrected.complainant),
    ...corrected,
    ...(respondents && {
      respondents: [
        ...respondents.map((given) => correctedRespondent(ownOf(state), given)),
        // Whom a merged case is about is corrected there.
        ...state.respondents.filter(({ of }) => of !== undefined),
      ],
    }),
    ...(retail && { retail: correctedRetail(state.retail, retail) }),
    ...(details && { details: { ...state.details, ...details } }),
  };
}

const ownOf = ({ respondents }: CaseRecord): readonly Respondent[] =>
  respondents.filter(({ of }) => of === undefined);

const CONTACTS = ['phone', 'email', 'customerNumber'] as const;

/** OUT-1: who can be reached otherwise than before has not been tried yet, and is not known by what was there before. */
function withContacts(state: CaseRecord, corrected: Complainant | undefined): CaseRecord {
  if (corrected === undefined || !isReachedOtherwise(state.complainant, corrected)) return state;
  const { untellable: _, ...kept } = state;
  return {
    ...kept,
    failedContacts: { ...state.failedContacts, outcome: [], explanation: [] },
    contactCorrected: true,
  };
}

/** An erased contact is no text, and nobody is reached by it (PRI-2). */
const isReachedOtherwise = (before: Complainant, after: Complainant): boolean =>
  after.anonymous !== before.anonymous ||
  CONTACTS.some((contact) => typeof after[contact] === 'string' && after[contact] !== before[contact]);

/** INT-2: whoever was named before, by the id or else the name; of anybody else nothing stays. */
const correctedRespondent = (before: readonly Respondent[], given: Respondent): Respondent => {
  const ofKind = before.filter(({ kind }) => kind === given.kind);
  const isUnnamed = given.staffId === undefined && given.name === undefined;
  const meant = isUnnamed && ofKind.length === 1 ? ofKind[0] : ofKind.find((each) => isSameOne(each, given));
  return { ...meant, ...given };
};

const isSameOne = (before: Respondent, given: Respondent): boolean =>
  before.staffId !== undefined && given.staffId !== undefined
    ? isSamePerson(before.staffId, given.staffId)
    : isSamePerson(before.name, given.name);

const correctedRetail = (before: Retail | undefined, given: Retail): Retail => ({ ...before, ...given });
