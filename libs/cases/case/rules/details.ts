import { refuse, type Refusal } from '#event-sourcing';
import {
  INTAKE_FACTS,
  matches,
  mayHold,
  NOT_KNOWN,
  type IntakeFact,
  type IntakeField,
  type Matter,
} from '#procedures';
import type { CaseContext } from '../context.ts';
import type { CaseEventData } from '../events.ts';
import type { CaseRecord } from '../state.ts';
import { withAnonymity } from './people.ts';

type Details = Readonly<Record<string, string>>;
type Logged = CaseEventData<'ComplaintLogged'>;
type Told = Pick<
  Logged,
  | 'channel'
  | 'contactKind'
  | 'site'
  | 'place'
  | 'occurredOn'
  | 'occurredAt'
  | 'wanted'
  | 'requestedBy'
  | 'retail'
> & {
  readonly complainant: Parameters<typeof withAnonymity>[0];
  readonly respondents?: CaseRecord['respondents'];
  readonly details?: Details;
  readonly flags?: readonly string[];
};

/** INT-2: only fields that the procedure has, each with what it may hold; of other facts only that they are not known. */
export const unfitDetails = (
  details: Details = {},
  { procedure: { intake } }: CaseContext,
): Refusal | undefined =>
  unfitFields(
    Object.fromEntries(
      Object.entries(details).filter(([name, value]) => !(isFact(name) && value === NOT_KNOWN)),
    ),
    intake.fields,
    'INT-2',
  );

/** Only what is asked, each with what it may hold. */
export function unfitFields(
  given: Details,
  fields: readonly IntakeField[],
  rule: string,
): Refusal | undefined {
  for (const [name, value] of Object.entries(given)) {
    const field = fields.find(({ id }) => id === name);
    if (field === undefined)
      return refuse(rule, 'unknown-field', `The procedure has no field "${name}".`, {
        details: { fields: fields.map(({ id }) => id) },
      });
    if (!mayHold(field, value))
      return refuse(rule, 'field-unreadable', `"${field.title}" holds ${formOf(field)}.`, {
        remedy: `Write that, or "${NOT_KNOWN}" where it was asked and is not known.`,
      });
  }
  return undefined;
}

const isFact = (name: string): name is IntakeFact => INTAKE_FACTS.some((fact) => fact === name);

function formOf({ kind, choices }: IntakeField): string {
  switch (kind) {
    case 'text':
      return 'a text';
    case 'number':
      return 'a number, such as 12 or 12.5';
    case 'day':
      return 'a day, such as 2026-09-30';
    case 'yesNo':
      return 'yes or no';
    case 'choice':
      return `one of ${choices.map(({ id }) => id).join(', ')}`;
  }
}

/** INT-2, INT-3: what has to be asked of a complaint like this and was not; that it is not known is an answer, too (INT-7). */
export function notAsked(told: Told, { procedure }: CaseContext): Refusal | undefined {
  const { intake, ladder } = procedure;
  const missing = intake.requires
    .filter(({ when }) => when === undefined || matches(when, matterTold(told), ladder))
    .map(({ field }) => field)
    .filter((field) => told.details?.[field] === undefined && !(isFact(field) && TOLD[field](told)));
  if (missing.length === 0) return undefined;
  const names = missing.map((each) => intake.fields.find(({ id }) => id === each)?.title ?? each);
  return refuse('INT-2', 'intake-incomplete', `What has to be asked is missing: ${names.join(', ')}.`, {
    remedy: `Ask for it; write "${NOT_KNOWN}" among the details where it is not known.`,
    details: { missing },
  });
}

const matterTold = ({ complainant, respondents = [], retail, site, details, ...told }: Told): Matter => ({
  ...{ flags: told.flags ?? [], channel: told.channel, contactKind: told.contactKind },
  complainantKind: complainant.kind,
  respondentKinds: respondents.map(({ kind }) => kind),
  respondentLevels: respondents.flatMap(({ level }) => level ?? []),
  ...(retail?.goodsValue && { goodsValue: retail.goodsValue.minor }),
  ...(site !== undefined && { site }),
  ...(details && { details }),
});

/** Somebody who stays unknown is not asked who they are (INT-4). */
const ofPerson =
  (is: (complainant: Told['complainant']) => boolean) =>
  ({ complainant }: Told): boolean =>
    is(complainant) || withAnonymity(complainant).anonymous;

const ofRetail =
  (name: keyof NonNullable<Told['retail']>) =>
  ({ retail }: Told): boolean =>
    retail?.[name] !== undefined;

const TOLD: Readonly<Record<IntakeFact, (told: Told) => boolean>> = {
  complainantName: ofPerson(({ name }) => name !== undefined),
  complainantContact: ofPerson(({ phone, email, address }) => (phone ?? email ?? address) !== undefined),
  customerNumber: ofPerson(({ customerNumber }) => customerNumber !== undefined),
  respondent: ({ respondents = [] }) => respondents.length > 0,
  site: ({ site }) => site !== undefined,
  place: ({ place }) => place !== undefined,
  occurred: ({ occurredOn, occurredAt }) => (occurredOn ?? occurredAt) !== undefined,
  wanted: ({ wanted }) => wanted !== undefined,
  requestedBy: ({ requestedBy }) => requestedBy !== undefined,
  store: ofRetail('store'),
  brand: ofRetail('brand'),
  goodsValue: ofRetail('goodsValue'),
  orderNumber: ofRetail('orderNumber'),
  purchasedOn: ofRetail('purchasedOn'),
  deliveredOn: ofRetail('deliveredOn'),
};

/** What is kept: also that something was asked and is not known. */
export const ownDetails = (details: Details | undefined): { readonly details?: Record<string, string> } =>
  details === undefined || Object.keys(details).length === 0 ? {} : { details: { ...details } };
