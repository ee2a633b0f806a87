import type { CaseEvent, CaseEventData, CaseEventType } from '../../case/events.ts';
import { takenOver } from './past.ts';

/** What decides on who has to act, as the manuals name it. */
interface Matter {
  readonly isComplaint: boolean;
  readonly category?: string;
  readonly severity?: string;
  /** Minor units. */
  readonly goodsValue?: number;
  readonly flags: readonly string[];
  readonly insists: boolean;
}

const NOTHING: Matter = { isComplaint: false, flags: [], insists: false };

type Changes = {
  readonly [Type in CaseEventType]?: (data: CaseEventData<Type>, matter: Matter) => Partial<Matter>;
};

const valued = (retail: CaseEventData<'IntakeCorrected'>['retail']): Partial<Matter> => {
  const value = retail?.goodsValue?.minor;
  return value === undefined ? {} : { goodsValue: value };
};

const CHANGES: Changes = {
  ComplaintLogged: ({ contactKind, retail }) => ({
    isComplaint: contactKind === 'complaint',
    ...valued(retail),
  }),
  IntakeCorrected: ({ retail }) => valued(retail),
  ContactPromoted: ({ to }) => ({ isComplaint: to === 'complaint' }),
  CaseClassified: ({ category, severity, complainantInsists: insists = false }) => ({
    ...{ category, severity, insists },
  }),
  SeverityChanged: ({ to }) => ({ severity: to }),
  CategoryChanged: ({ to }) => ({ category: to }),
  SensitiveFlagRaised: ({ flag }, { flags }) => ({ flags: [...flags, flag] }),
  SensitiveFlagCleared: ({ flag }, { flags }) => ({ flags: flags.filter((each) => each !== flag) }),
  EscalatedToManager: ({ reason }) => (reason === 'complainantInsists' ? { insists: true } : {}),
};

/** The matter by the history alone. */
function matterAfter(matter: Matter, { type, data }: CaseEvent): Matter {
  // The table is keyed by the event's own type, so it takes exactly this data.
  const change = CHANGES[type] as ((data: unknown, matter: Matter) => Partial<Matter>) | undefined;
  return { ...matter, ...change?.(data, matter) };
}

/** That of the case itself, and those of the cases that were merged into it, as they came (LIF-2). */
export function mattersOf(events: readonly CaseEvent[]): readonly Matter[] {
  const own = events.reduce(matterAfter, NOTHING);
  return [
    own,
    ...takenOver(events).map(
      ({ contactKind, category, goodsValue, flags, complainantInsists: insists }): Matter => ({
        ...{ isComplaint: contactKind === 'complaint', flags, insists },
        ...(category !== undefined && { category }),
        // How serious it is, is judged for both.
        ...(own.severity !== undefined && { severity: own.severity }),
        ...(goodsValue && { goodsValue: goodsValue.minor }),
      }),
    ),
  ];
}

const isUnderAny = (groups: readonly string[], { category = '' }: Matter): boolean =>
  groups.some((group) => category === group || category.startsWith(`${group}/`));

/** By the rank of whoever is complained about; −1 where nobody on the ladder is. */
type Manual = (matter: Matter, about: number) => readonly (string | undefined)[];

/**
 * AUT-6: "minor/routine by the affairs supervisor, important by the office director, major by the general manager"; INV-4:
 * "complaints about a supervisor go at least one level above that supervisor".
 */
const inAProperty: Manual = ({ isComplaint, severity }, about) => [
  about >= 0 ? ['office-director', 'general-manager'][Math.min(about, 1)] : undefined,
  severity === 'major' ? 'general-manager' : undefined,
  severity === 'important' ? 'office-director' : undefined,
  isComplaint && severity === 'minor' ? 'affairs-supervisor' : undefined,
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

/** Which levels have to decide on a matter, by the words of the manuals; none: it is left to the front line. */
export const MANUALS: Readonly<Record<string, Manual>> = {
  'residential-property': inAProperty,
  'supermarket-authority': inASupermarket,
};
