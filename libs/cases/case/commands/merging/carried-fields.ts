import { field, type DataOf } from '#event-sourcing';
import { CHANNELS, COMPLAINANT_KINDS, CONTACT_KINDS, FLAGS, RESPONDENT_KINDS } from '../../events/fields.ts';
import type { Carried } from '../../events/merging.ts';
import { moneyFields } from '../parts.ts';

/** The fields of {@link Carried}, as one case hands it to the other; what is optional there may be absent here. */
const optional = { optional: true } as const;
const name = (example: string) => field.reference({ example });
const maybe = (example: string) => field.reference({ optional: true, example });
const some = { min: 0, max: 500 } as const;

const subject = field.part('CarriedSubject', { kind: name('case'), id: name('case') });

const allowance = field.part('CarriedAllowance', {
  elapsedMinutes: field.wholeNumber({ optional: true, min: 1, example: 60 }),
  businessDays: field.wholeNumber({ optional: true, min: 1, example: 2 }),
  openMinutes: field.wholeNumber({ optional: true, min: 1, example: 60 }),
  calendarDays: field.wholeNumber({ optional: true, min: 1, example: 2 }),
  by: maybe('17:00'),
  sameDay: field.yesNo(optional),
  sameOpeningDay: field.yesNo(optional),
  dailyBy: maybe('17:00'),
  beforeDayOfMonth: field.wholeNumber({ optional: true, min: 1, max: 31, example: 30 }),
  months: field.wholeNumber({ optional: true, min: 1, example: 1 }),
  until: field.instant(optional),
});

const missed = field.part(
  'CarriedMiss',
  {
    responsible: field.part('Responsible', {
      role: name('owner'),
      person: maybe('staff-017'),
      level: maybe('office-director'),
      department: maybe('engineering'),
    }),
    severity: maybe('minor'),
  },
  optional,
);

const clock = {
  ...{
    clock: name('resolve-minor@7F3K-9M2Q-X4TB'),
    rule: name('resolve-minor'),
    kind: name('resolve'),
    subject,
  },
  ...{ startedAt: field.instant(), startedBy: name('received'), countsFrom: field.instant(optional) },
  ...{
    carriedTo: field.instant(optional),
    allowance,
    dueAt: field.instant(),
    warnAt: field.instant(optional),
  },
  ...{ provisional: field.yesNo(optional), onDue: field.choice(['breach', 'promote']) },
  ...{ department: maybe('engineering'), missed },
};

const fact = {
  ...{ milestone: name('received'), subject, at: field.instant() },
  part: field.choice(['lead', 'contributor'], optional),
  ...{
    level: maybe('office-director'),
    regulator: maybe('Consumer Association'),
    shared: field.yesNo(optional),
  },
};

const given = {
  ...{ subject, from: field.instant(), until: field.instant(), department: maybe('engineering') },
  ...{
    person: maybe('staff-017'),
    about: field.text({ ...optional, max: 2000, example: 'When the lift runs' }),
  },
};

const dispatch = {
  ...{ dispatch: name('D1@7F3K-9M2Q-X4TB'), department: name('engineering') },
  part: field.choice(['lead', 'contributor']),
  status: field.choice(['sent', 'received']),
  ...{ sentBy: name('staff-017'), sentAt: field.instant(optional), receivedAt: field.instant(optional) },
  dueAt: field.instant(optional),
};

const respondent = {
  kind: field.choice(RESPONDENT_KINDS),
  ...{ staffId: maybe('staff-017'), department: maybe('engineering'), level: maybe('affairs-supervisor') },
};

const carriedFields = {
  case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
  channel: field.choice(CHANNELS),
  contactKind: field.choice(CONTACT_KINDS, optional),
  complainant: field.part('CarriedComplainant', {
    kind: field.choice(COMPLAINANT_KINDS),
    anonymous: field.yesNo(),
    same: field.yesNo(),
  }),
  regulators: field.references({ max: 50, example: ['Consumer Association'] }),
  category: maybe('facilities/lift'),
  ...{ severity: maybe('important'), overdueSeverity: maybe('major') },
  flags: field.choices(FLAGS, { max: 7, example: ['safety'] }),
  goodsValue: field.part('Money', moneyFields, optional),
  ...{ complainantInsists: field.yesNo(), unsettledBelow: field.yesNo() },
  respondents: field.parts('CarriedRespondent', respondent, { min: 0, max: 10 }),
  handlers: field.references({ max: 500, example: ['staff-017'] }),
  ...{ level: name('frontline'), levelAwaited: field.yesNo() },
  dispatches: field.parts('CarriedDispatch', dispatch, { min: 0, max: 50 }),
  ...{ committed: field.part('Money', moneyFields), unvalued: field.yesNo() },
  facts: field.parts('CarriedFact', fact, { min: 0, max: 5_000 }),
  clocks: field.parts('CarriedClock', clock, some),
  given: field.parts('CarriedTime', given, some),
  ...{ writtenResponse: field.yesNo(), outcomeKnown: field.yesNo(), told: field.yesNo() },
};

export const carries = field.parts('Carried', carriedFields, { min: 1, max: 50 });

/** As events keep it. Only the other half of a merging sends it, which takes it from such an event. */
export const recordable = (carried: DataOf<typeof carriedFields>): Carried =>
  structuredClone(carried) as Carried;
