import type { CommandActor } from '#event-sourcing';
import { HOTEL, PROPERTY, SUPERMARKET, type Cast } from './cast.ts';
import { HOTEL_MATTERS, PROPERTY_MATTERS, SUPERMARKET_MATTERS } from './matters.ts';

/** Three trades. */
export const HOUSES = [
  { cast: PROPERTY, matters: PROPERTY_MATTERS },
  { cast: SUPERMARKET, matters: SUPERMARKET_MATTERS },
  { cast: HOTEL, matters: HOTEL_MATTERS },
] as const;

/** Whoever holds the level that a refusal or an escalation names. */
export const managerOf = (level: unknown): CommandActor | undefined =>
  HOUSES.flatMap(({ cast }: { readonly cast: Cast }) => cast.managers).find(({ role }) => role === level);
