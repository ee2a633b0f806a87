import type { Matter } from './matters.ts';

const isUnderAny = (groups: readonly string[], { category = '' }: Matter): boolean =>
  groups.some((group) => category === group || category.startsWith(`${group}/`));

/** By the rank of whoever is complained about; −1 where nobody on the ladder is. */
type Manual = (matter: Matter, about: number) => readonly (string | undefined)[];

/**
 * AUT-6: "minor/routine by the affairs supervisor, important by the office director, major by the general manager"; INV-4:
 * "complaints about a supervisor go at least one level above that supervisor".
 */
const inAProperty: Manual = ({ kind, severity }, about) => [
  about >= 0 ? ['office-director', 'general-manager'][Math.min(about, 1)] : undefined,
  severity === 'major' ? 'general-manager' : undefined,
  severity === 'important' ? 'office-director' : undefined,
  kind === 'complaint' && severity === 'minor' ? 'affairs-supervisor' : undefined,
];

/** AUT-3, in the order of the matrix. */
const inASupermarket: Manual = (matter, about) => [
  isForTheStore(matter) || about >= 0 ? 'store-manager' : undefined,
  isForTheManager(matter) ? 'customer-service-manager' : undefined,
  matter.goodsValue !== undefined || isUnderAny(['daily', 'staff'], matter)
    ? 'customer-service-supervisor'
    : undefined,
];

const isForTheStore = (matter: Matter): boolean =>
  (matter.goodsValue ?? 0) >= 2_000_00 ||
  matter.flags.includes('safety') ||
  isUnderAny(['food/food-poisoning', 'food/spoiled-or-expired', 'safety', 'building/facilities'], matter);

const isForTheManager = (matter: Matter): boolean =>
  (matter.goodsValue ?? 0) >= 500_00 || matter.insists || isUnderAny(['returns', 'service'], matter);

/** The level that the severity asks for; none where it is left to the front line. */
const bySeverity =
  (levels: Readonly<Record<string, string>>): Manual =>
  ({ severity = '' }) => [levels[severity]];

/** Only complaints are for a level; what is asked, wanted or suggested stays at the front line. */
const complaintsFor =
  (level: string, more: Manual = () => []): Manual =>
  (matter, about) => [matter.kind === 'complaint' ? level : undefined, ...more(matter, about)];

const everythingFor =
  (level: string): Manual =>
  () => [level];

const under =
  (group: string, level: string): Manual =>
  (matter) => [matter.kind === 'complaint' && isUnderAny([group], matter) ? level : undefined];

/** Every manual must hold. */
const all =
  (...manuals: readonly Manual[]): Manual =>
  (matter, about) =>
    manuals.flatMap((each) => each(matter, about));

/** What comes from a regulator or the media is not for the specialists. */
const inAHomeMall: Manual = ({ channel = '' }) => [
  ['regulator', 'media'].includes(channel) ? 'customer-service-manager' : undefined,
];

/** Which levels have to decide on a matter, by the words of the manuals; none: it is left to the front line. */
export const MANUALS: Readonly<Record<string, Manual>> = {
  'residential-property': inAProperty,
  'supermarket-authority': inASupermarket,
  'shopping-centre': everythingFor('department-head'),
  'mall-safety': bySeverity({ important: 'department-head', urgent: 'department-head' }),
  'mall-quick-response': all(complaintsFor('counter'), under('service', 'business-department')),
  'shopping-centre-approval': complaintsFor('department-head'),
  'mall-desk': complaintsFor('floor-supervisor', bySeverity({ major: 'store-manager' })),
  'shopping-centre-operations': complaintsFor(
    'operations-supervisor',
    bySeverity({ major: 'department-manager' }),
  ),
  'home-mall': inAHomeMall,
  'complaint-tracking': everythingFor('complaints-officer'),
  supermarket: bySeverity({ 'to-be-settled': 'section-leader' }),
  'supermarket-service-centre': all(
    everythingFor('service-centre-manager'),
    bySeverity({ 'consumer-rights': 'store-manager' }),
    under('quality/critical', 'store-manager'),
  ),
  'supermarket-promises': all(under('attitude', 'desk-supervisor'), under('other', 'desk-supervisor')),
  'small-shop': () => [],
  'property-commercial': all(complaintsFor('park-head'), under('service/ignored', 'operations-centre-head')),
  'guest-requests': complaintsFor('duty-manager'),
  'car-dealer': bySeverity({ ordinary: 'department-manager', major: 'service-manager' }),
  'call-centre': bySeverity({ 'to-be-solved': 'team-leader' }),
  bank: complaintsFor('branch-manager'),
  hotel: bySeverity({ small: 'duty-manager', serious: 'department-manager' }),
  'service-centre': bySeverity({ difficult: 'centre-manager' }),
  'public-body': ({ kind }) => [['enquiry', 'suggestion'].includes(kind) ? undefined : 'section-head'],
  'company-hotline': complaintsFor('department-head'),
  'company-guideline': complaintsFor('department-head', bySeverity({ first: 'management' })),
  'requests-guide': complaintsFor('team-manager'),
  hospital: bySeverity({ complaint: 'department-head', dispute: 'hospital-leadership' }),
};
