import type { CaseEvent } from '../../case/events.ts';
import { isOf, takenOver } from './past.ts';

/** What decides on who has to act, as the manuals name it. */
export interface Matter {
  readonly isComplaint: boolean;
  readonly category?: string;
  readonly severity?: string;
  /** Minor units. */
  readonly goodsValue?: number;
  readonly flags: readonly string[];
  readonly insists: boolean;
}

const NOTHING: Matter = { isComplaint: false, flags: [], insists: false };

/** The matter by the history alone. */
function matterAfter(matter: Matter, event: CaseEvent): Matter {
  if (isOf(event, 'ComplaintLogged')) {
    const { contactKind, retail } = event.data;
    const value = retail?.goodsValue?.minor;
    return {
      ...matter,
      isComplaint: contactKind === 'complaint',
      ...(value !== undefined && { goodsValue: value }),
    };
  }
  if (isOf(event, 'IntakeCorrected')) {
    const value = event.data.retail?.goodsValue?.minor;
    return { ...matter, ...(value !== undefined && { goodsValue: value }) };
  }
  if (isOf(event, 'ContactPromoted')) return { ...matter, isComplaint: event.data.to === 'complaint' };
  if (isOf(event, 'CaseClassified')) {
    const { category, severity, complainantInsists: insists = false } = event.data;
    return { ...matter, category, severity, insists };
  }
  if (isOf(event, 'SeverityChanged')) return { ...matter, severity: event.data.to };
  if (isOf(event, 'CategoryChanged')) return { ...matter, category: event.data.to };
  if (isOf(event, 'SensitiveFlagRaised')) return { ...matter, flags: [...matter.flags, event.data.flag] };
  if (isOf(event, 'SensitiveFlagCleared'))
    return { ...matter, flags: matter.flags.filter((flag) => flag !== event.data.flag) };
  if (isOf(event, 'EscalatedToManager') && event.data.reason === 'complainantInsists')
    return { ...matter, insists: true };
  return matter;
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

const isUnder = (group: string, { category = '' }: Matter): boolean =>
  category === group || category.startsWith(`${group}/`);

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
const inASupermarket: Manual = (matter, about) => {
  const { goodsValue: worth = -1, flags, insists } = matter;
  const topics = ['food/food-poisoning', 'food/spoiled-or-expired', 'safety', 'building/facilities'];
  const isForTheStore = worth >= 2_000_00 || flags.includes('safety') || about >= 0;
  return [
    isForTheStore || topics.some((topic) => isUnder(topic, matter)) ? 'store-manager' : undefined,
    worth >= 500_00 || insists || isUnder('returns', matter) || isUnder('service', matter)
      ? 'customer-service-manager'
      : undefined,
    worth >= 0 || isUnder('daily', matter) || isUnder('staff', matter)
      ? 'customer-service-supervisor'
      : undefined,
  ];
};

/** Which levels have to decide on a matter, by the words of the manuals; none: it is left to the front line. */
export const MANUALS: Readonly<Record<string, Manual>> = {
  'residential-property': inAProperty,
  'supermarket-authority': inASupermarket,
};
