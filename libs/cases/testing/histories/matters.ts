import type { CaseEvent, CaseEventData, CaseEventType } from '../../case/events.ts';
import { takenOver } from './past.ts';

/** What decides on who has to act, as the manuals name it. */
export interface Matter {
  readonly kind: string;
  readonly channel?: string;
  readonly category?: string;
  readonly severity?: string;
  /** Minor units. */
  readonly goodsValue?: number;
  readonly flags: readonly string[];
  readonly insists: boolean;
}

const NOTHING: Matter = { kind: 'enquiry', flags: [], insists: false };

type Changes = {
  readonly [Type in CaseEventType]?: (data: CaseEventData<Type>, matter: Matter) => Partial<Matter>;
};

const valued = (retail: CaseEventData<'IntakeCorrected'>['retail']): Partial<Matter> => {
  const value = retail?.goodsValue?.minor;
  return value === undefined ? {} : { goodsValue: value };
};

const CHANGES: Changes = {
  ComplaintLogged: ({ contactKind: kind, channel, retail }) => ({ kind, channel, ...valued(retail) }),
  IntakeCorrected: ({ retail }) => valued(retail),
  ContactPromoted: ({ to }) => ({ kind: to }),
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
      ({
        contactKind: kind = 'enquiry',
        channel,
        category,
        goodsValue,
        flags,
        complainantInsists: insists,
      }): Matter => ({
        ...{ kind, channel, flags, insists },
        ...(category !== undefined && { category }),
        // How serious it is, is judged for both.
        ...(own.severity !== undefined && { severity: own.severity }),
        ...(goodsValue && { goodsValue: goodsValue.minor }),
      }),
    ),
  ];
}
