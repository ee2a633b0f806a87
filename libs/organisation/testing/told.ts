import {
  commandId,
  createCodec,
  eventId,
  instant,
  isRefusal,
  stampMetadata,
  type Instant,
} from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { organisationEventContracts } from '../organisation/codec.ts';
import type { OrganisationContext } from '../organisation/command.ts';
import type { OrganisationCommand } from '../organisation/commands.ts';
import { organisationDecider } from '../organisation/organisation.decider.ts';
import { nobodyYet, type Organisation } from '../organisation/state.ts';

const ladders = { estate: ['supervisor', 'director'], shop: ['manager'] };
export const day = (number: number): Instant =>
  instant(`2026-09-${String(number).padStart(2, '0')}T00:00:00Z`);
export const context = (number: number): OrganisationContext => ({
  ...{ happenedAt: day(number), now: day(number), ladders },
  versions: { estate: 2, shop: 1 },
});
const codec = createCodec(organisationEventContracts);

/** Decides and folds, as the command handler would; every event keeps its contract. */
export function after(state: Organisation, command: OrganisationCommand, on: number): Organisation | string {
  const decision = organisationDecider.decide(command, state, context(on));
  if (isRefusal(decision)) return decision.code;
  return decision.reduce<Organisation>((folded, draft, index) => {
    const stamp = { ...anyStamp, recordedAt: day(on), schemaVersion: codec.versionOf(draft.type) };
    const event = stampMetadata(draft, stamp);
    codec.encode(event, eventId(commandId('organisation', index), index));
    return organisationDecider.evolve(folded, event);
  }, state);
}

export const told = (
  ...steps: readonly (readonly [on: number, command: OrganisationCommand])[]
): Organisation =>
  steps.reduce<Organisation>((state, [on, command]) => {
    const next = after(state, command, on);
    if (typeof next === 'string') throw new Error(`${command.type}: ${next}`);
    return next;
  }, nobodyYet);

export const site: OrganisationCommand = { type: 'RegisterSite', data: { site: 'north', name: 'North' } };
