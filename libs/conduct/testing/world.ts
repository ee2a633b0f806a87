import {
  BEGINNING,
  commandId,
  createCodec,
  eventId,
  instant,
  isRefusal,
  personKey,
  stampMetadata,
  type CommandActor,
  type Instant,
} from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { noCase, type CaseRecord, type CaseState } from '#cases';
import { nobodyYet, type Organisation, type Person, type Post } from '#organisation';
import { loadProcedures } from '#procedures';
import { conductAggregate } from '../conduct.aggregate.ts';
import { CONDUCT, conductProjection, type ConductDocument } from '../list/conduct.projection.ts';
import type { ConductQueryPorts } from '../list/reading.ts';
import { conductEventContracts, conductIdOf } from '../record/codec.ts';
import type { ConductCommand } from '../record/commands.ts';
import { conductDecider } from '../record/conduct.decider.ts';
import type { ConductEvent } from '../record/events.ts';
import { blankRecord, pointsOf, type ConductState } from '../record/state.ts';

export const procedures = loadProcedures();
const EVER = instant('2020-01-01T00:00:00Z');
/** Local time in Shanghai, as an instant. */
export const cn = (local: string): Instant => instant(`${local}:00+08:00`);

export const MARKET = 'supermarket-authority';
export const PARK = 'property-commercial';

const person = (id: string, posts: readonly Post[], site = 'riverside'): Person => ({
  ...{ id, name: id, presences: [{ from: EVER }] },
  places: [{ from: EVER, departments: [], site }],
  posts: posts.map((post) => ({ ...post, from: EVER })),
});
const market = (id: string, level: string, site = 'riverside'): Person =>
  person(id, [{ procedure: MARKET, level, site }], site);
const park = (id: string, level: string, site?: string): Person =>
  person(id, [{ procedure: PARK, level, ...(site !== undefined && { site }) }], site);

/** A store at Riverside and one on the hill, and a park at Riverside; whoever is called after a level holds it there. */
export const company: Organisation = {
  ...nobodyYet,
  people: new Map(
    [
      market('lin', 'frontline'),
      market('supervisor', 'customer-service-supervisor'),
      market('manager', 'customer-service-manager'),
      market('second', 'customer-service-manager'),
      market('store', 'store-manager'),
      market('hill', 'customer-service-manager', 'hill'),
      market('hill-store', 'store-manager', 'hill'),
      person('overseer', [
        { procedure: MARKET, level: 'oversight' },
        { procedure: PARK, level: 'oversight' },
      ]),
      person('deputy', []),
      person('stranger', []),
      park('wang', 'frontline', 'riverside'),
      park('park', 'park-head', 'riverside'),
      park('centre', 'operations-centre-head'),
      park('inspector', 'inspection-office'),
    ].map((each) => [personKey(each.id), each]),
  ),
  deputies: [
    ...['manager', 'lin'].map((forPerson) => ({
      ...{ deputy: 'deputy', forPerson, from: EVER, until: instant('2030-01-01T00:00:00Z') },
    })),
  ],
};

export interface Sent {
  readonly by?: string | CommandActor;
  readonly at?: Instant;
  readonly organisation?: Organisation;
}

const codec = createCodec(conductEventContracts);

/** One record, and what comes of commands to it: as the aggregate carries them out, without a store. */
export class RecordWorld {
  state: ConductState = blankRecord;
  readonly events: ConductEvent[] = [];
  readonly cases = new Map<string, CaseState>();
  readonly id: string;
  #sent = 0;

  constructor(of = 'lin', procedure = MARKET) {
    this.id = conductIdOf({ procedure, person: of });
  }

  /** The types of the events, or the code of the refusal. */
  async send(command: ConductCommand, sent: Sent = {}): Promise<readonly string[] | string> {
    const {
      at = cn('2026-11-24T12:00'),
      organisation = company,
      by = { id: 'conduct', role: 'system' },
    } = sent;
    this.#sent += 1;
    const sentAs = commandId('conduct-world', this.#sent);
    const actor = typeof by === 'string' ? { id: by } : by;
    const prepared = await conductAggregate.prepare(
      { id: this.id, command, actor, commandId: sentAs },
      {
        procedures: { ...procedures, current: () => Promise.resolve([]) },
        organisation: () => Promise.resolve(organisation),
        stateOf: (caseId) => Promise.resolve(this.cases.get(caseId) ?? noCase),
      },
    );
    const stamp = { ...anyStamp, commandId: sentAs, recordedAt: at, actor: prepared.actor(at, this.state) };
    await prepared.ahead?.(at, this.state, stamp);
    const context = prepared.context(at, this.state, stamp);
    if (isRefusal(context)) return context.code;
    const decision = conductDecider.decide(command, this.state, context);
    if (isRefusal(decision)) return decision.code;
    for (const [index, draft] of decision.entries()) {
      const event = stampMetadata(draft, { ...stamp, schemaVersion: codec.versionOf(draft.type) });
      codec.encode(event, eventId(sentAs, index));
      this.events.push(event);
      this.state = conductDecider.evolve(this.state, event);
    }
    return decision.map(({ type }) => type);
  }

  points(today = '2026-11-24'): number {
    return pointsOf(this.state, today);
  }

  /** What is proposed and waits. */
  get open(): readonly string[] {
    return this.state.proposals
      .filter(({ status }) => status === 'open')
      .map(({ step, occasion }) => `${step} for ${occasion}`)
      .sort();
  }
}

export const counted = (
  caseId: string,
  on: string | undefined = '2026-11-10',
  kind?: string,
): ConductCommand => ({
  type: 'CountComplaint',
  data: {
    ...{ case: caseId, count: 'C1' },
    ...(on !== '' && { on }),
    ...(kind !== undefined && { violation: { kind, points: 0 } }),
  },
});
export const takenBack = (caseId: string, count = 'C1'): ConductCommand => ({
  type: 'TakeBackComplaint',
  data: { case: caseId, count },
});
export const reported = (violation: string, more: object = {}): ConductCommand => ({
  type: 'ReportViolation',
  data: { violation, on: '2026-11-20', account: 'Seen at the desk.', ...more },
});
export const deciding = (type: 'ConfirmViolation' | 'DismissViolation', entry = 'E1'): ConductCommand => ({
  type,
  data: { entry, reason: 'Heard.' },
});
export const onStep = (type: 'ImposeStep' | 'WaiveStep' | 'LiftStep', proposal = 'S1'): ConductCommand => ({
  type,
  data: { proposal, reason: 'Heard.' },
});
export const appealed = (against = 'E1'): ConductCommand => ({
  type: 'LodgeAppeal',
  data: { against, grounds: 'I was on leave.' },
});
export const heard = (decision: 'upheld' | 'dismissed', appeal = 'A1'): ConductCommand => ({
  type: 'DecideAppeal',
  data: { appeal, decision, reason: 'Looked into.' },
});

/** A case in which these people had a part, and nobody else. */
export const handledBy = (parts: Partial<CaseRecord>): CaseRecord => {
  const nothing = { entrusted: [], handlers: [], respondents: [], tookPart: [] };
  const procedure = { id: MARKET, version: 1 };
  // Of a case only who was in it is looked at.
  return { ...nothing, status: 'logged', receivedBy: 'desk', procedure, ...parts } as unknown as CaseRecord;
};

/** A record as it stands in the read model. */
export const documentOf = (world: RecordWorld): ConductDocument => {
  const document = world.events.reduce<ConductDocument | undefined>(
    // The fold looks at nothing of where the event stands.
    (folded, event) => conductProjection.evolve(folded, event as never, world.id),
    undefined,
  );
  if (document === undefined) throw new Error('nothing was recorded');
  return document;
};

/** What lists and reports read: these records, and nothing else. */
export function portsOf(worlds: readonly RecordWorld[], now: string): ConductQueryPorts {
  const documents = worlds.map(documentOf);
  const none = () => Promise.reject(new Error('nothing else is read'));
  return {
    procedures,
    now: () => instant(now),
    rest: () => Promise.resolve(),
    organisation: none,
    knowable: none,
    readModels: {
      query: (collection) =>
        Promise.resolve({ items: collection.name === CONDUCT.name ? (documents as never) : [] }),
      get: none,
      load: none,
      checkpoint: () => Promise.resolve(BEGINNING),
    },
  };
}
