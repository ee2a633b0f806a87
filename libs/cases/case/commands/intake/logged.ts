import { FRONTLINE } from '#procedures';
import { isAbout, type CaseContext } from '../../context.ts';
import { draft, firstOf, type CaseDecision } from '../../decision.ts';
import type { CaseEventData } from '../../events.ts';
import type { Flag } from '../../events/fields.ts';
import { notAsked, ownDetails, unfitDetails } from '../../rules/details.ts';
import { suspectedIn } from '../../rules/duplicates.ts';
import { flagsOnLogging } from '../../rules/flags.ts';
import { importedOnly } from '../../rules/imports.ts';
import { foreignCurrency } from '../../rules/money.ts';
import { aboveThem, unfitRespondents, withAnonymity, withKnownLevels } from '../../rules/people.ts';
import { openedUnder } from '../../rules/rules-kept.ts';
import { siteFor, siteOfNobody } from '../../rules/site.ts';

type Logged = CaseEventData<'ComplaintLogged'>;

/** What is said of a complaint that comes in, by whomever. */
interface Told extends Omit<
  Logged,
  'procedure' | 'complainant' | 'respondents' | 'details' | 'receivedBy' | 'source'
> {
  readonly complainant: Parameters<typeof withAnonymity>[0];
  readonly respondents?: readonly NonNullable<Logged['respondents']>[number][];
  readonly details?: Readonly<Record<string, string>>;
  readonly flags?: readonly Flag[];
}

/** INT-2, INT-4, INT-10: the receiver owns it until somebody else does (DIS-5). */
export function logged(data: Told, receivedBy: string, context: CaseContext): CaseDecision {
  const refusal = firstOf(
    importedOnly(context),
    foreignCurrency(data.retail?.goodsValue, context),
    unfitRespondents(data.respondents ?? [], context),
    siteOfNobody(data.site, data.respondents ?? [], context),
    unfitDetails(data.details, context),
    notAsked(data, context),
  );
  if (refusal) return refusal;
  const { flags = [], complainant, respondents: named = [], details, ...facts } = data;
  const respondents = withKnownLevels(named, context);
  const site = siteFor(data.site, respondents, { ...context, actor: { id: receivedBy } });
  const suspected = suspectedIn(context.candidates);
  return [
    draft('ComplaintLogged', {
      ...{ ...facts, complainant: withAnonymity(complainant), receivedBy },
      procedure: openedUnder(context.procedure),
      ...(respondents.length > 0 && { respondents: [...respondents] }),
      ...(site !== undefined && { site }),
      ...ownDetails(details),
    }),
    ...(isAbout(respondents, receivedBy)
      ? aboveThem(FRONTLINE, respondents, context)
      : [draft('OwnerAssigned', { owner: receivedBy, reason: 'First responder' })]),
    ...flagsOnLogging(flags, context),
    ...(suspected.length > 0 ? [draft('DuplicateSuspected', { of: suspected })] : []),
  ];
}
