import {
  commandId,
  createCodec,
  eventId,
  instant,
  isRefusal,
  personKey,
  stampMetadata,
  type Actor,
  type CommandActor,
  type Instant,
  type Refusal,
  type Stamp,
} from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { noCase, type CaseState } from '#cases';
import { nobodyYet, type Organisation, type Person, type Post } from '#organisation';
import { loadProcedures } from '#procedures';
import { dutyEventContracts } from '../duty/codec.ts';
import { dutyCommands, type DutyCommand } from '../duty/commands.ts';
import { dutyDecider } from '../duty/duty.decider.ts';
import { turnNamed } from '../duty/duty-id.ts';
import type { DutyEvent, DutyEventDraft } from '../duty/events.ts';
import { standingIn } from '../duty/standing.ts';
import { noDuty, type DutyState } from '../duty/state.ts';
import { turnOwed } from '../owed/turns-owed.ts';

export const procedures = loadProcedures();
const EVER = instant('2020-01-01T00:00:00Z');
/** Local time in Shanghai, as an instant. */
export const cn = (local: string): Instant => instant(`${local}:00+08:00`);

const person = (
  id: string,
  post: Partial<Post>,
  at: { site?: string; departments?: readonly string[] } = {},
): Person => ({
  ...{ id, name: id, presences: [{ from: EVER }], places: [{ from: EVER, departments: [], ...at }] },
  posts: post.level === undefined ? [] : [{ procedure: MARKET, level: post.level, from: EVER, ...post }],
});

const MARKET = 'supermarket-authority';
const PARK = 'property-commercial';
const riverside = { site: 'riverside' };

/** Two stores; whoever is called after a level holds it at Riverside, and `hill` at the other one. */
export const company: Organisation = {
  ...nobodyYet,
  people: new Map(
    [
      person('supervisor', { level: 'customer-service-supervisor', ...riverside }),
      person('manager', { level: 'customer-service-manager', ...riverside }),
      person('second', { level: 'customer-service-manager', ...riverside }),
      person('store', { level: 'store-manager', ...riverside }),
      person('hill', { level: 'customer-service-manager', site: 'hill' }),
      person('hill-store', { level: 'store-manager', site: 'hill' }),
      person('overseer', { level: 'oversight' }),
      person('deputy', {}),
      person('front', { level: 'frontline', ...riverside }),
      person('clerk', {}, { ...riverside, departments: ['park-service'] }),
      person('hill-clerk', {}, { site: 'hill', departments: ['park-service'] }),
      person('park', { procedure: PARK, level: 'park-head', ...riverside }),
      person('centre', { procedure: PARK, level: 'operations-centre-head' }),
    ].map((each) => [personKey(each.id), each]),
  ),
  deputies: [{ deputy: 'deputy', forPerson: 'manager', from: EVER, until: instant('2030-01-01T00:00:00Z') }],
  adoptions: [
    { procedure: MARKET, version: 1, site: 'riverside', from: cn('2026-11-20T12:00') },
    { procedure: PARK, version: 1, site: 'riverside', from: cn('2026-11-20T12:00') },
  ],
};

export interface Sent {
  readonly by?: CommandActor;
  readonly at?: Instant;
  readonly happenedAt?: Instant;
  readonly log?: readonly string[];
  readonly pool?: readonly string[];
  readonly about?: CaseState;
  readonly organisation?: Organisation;
}

const codec = createCodec(dutyEventContracts);

/** One turn, and what comes of commands to it: as the aggregate carries them out, without a store. */
export class TurnWorld {
  state: DutyState = noDuty;
  readonly events: DutyEvent[] = [];
  #sent = 0;

  constructor(readonly dutyId: string) {}

  /** The types of the events, or the code of the refusal. */
  send(command: DutyCommand, sent: Sent = {}): readonly string[] | string {
    const { at = cn('2026-11-24T12:00'), organisation = company, happenedAt = at } = sent;
    const actor = this.#actor(command, at, organisation, sent.by ?? { id: 'scheduler', role: 'system' });
    if (isRefusal(actor)) return actor.code;
    const name = turnNamed(this.dutyId);
    const decision = dutyDecider.decide(command, this.state, {
      ...{ now: at, happenedAt, actor, organisation },
      owed: name && turnOwed(name, organisation, procedures),
      ...{ log: [], pool: [], about: noCase, ...sent },
    });
    if (isRefusal(decision)) return decision.code;
    this.#record(decision, { ...anyStamp, actor, recordedAt: at, happenedAt });
    return decision.map(({ type }) => type);
  }

  #actor(command: DutyCommand, at: Instant, organisation: Organisation, by: CommandActor): Actor | Refusal {
    const who = dutyCommands.find(({ name }) => name === command.type)?.who;
    return who?.sentBy !== 'staff' || this.state.status === 'none'
      ? { id: by.id, role: by.role ?? 'system' }
      : standingIn(this.state, who.by, by, { organisation, at });
  }

  #record(drafts: readonly DutyEventDraft[], stamp: Stamp): void {
    this.#sent += 1;
    for (const [index, draft] of drafts.entries()) {
      const event = stampMetadata(draft, { ...stamp, schemaVersion: codec.versionOf(draft.type) });
      codec.encode(event, eventId(commandId('duty', this.#sent), index));
      this.events.push(event);
      this.state = dutyDecider.evolve(this.state, event);
    }
  }

  data(type: DutyEvent['type']): unknown {
    return this.events.find((each) => each.type === type)?.data;
  }
}

export const open: DutyCommand = { type: 'OpenDuty', data: {} };
export const miss: DutyCommand = { type: 'RecordDutyMiss', data: {} };
export const complete = (more: object = {}): DutyCommand => ({
  type: 'CompleteDuty',
  data: { account: 'Done.', ...more },
});
export const excuse: DutyCommand = { type: 'ExcuseDuty', data: { reason: 'Stocktaking' } };

export const opened = (dutyId: string): TurnWorld => {
  const world = new TurnWorld(dutyId);
  world.send(open);
  return world;
};
