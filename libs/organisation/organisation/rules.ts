import { refuse, type Refusal } from '#event-sourcing';
import { FRONTLINE, OVERSIGHT } from '#procedures';
import type { OrganisationContext } from './command.ts';
import { isDepartment, isPresent, isSite, personOf } from './holding.ts';
import type { Organisation, Post } from './state.ts';

export const firstRefusal = (...checks: readonly (Refusal | undefined)[]): Refusal | undefined =>
  checks.find((check) => check !== undefined);

export const unknownSite = (site: string | undefined, state: Organisation): Refusal | undefined =>
  site === undefined || isSite(state, site)
    ? undefined
    : refuse('D23', 'unknown-site', `There is no site "${site}".`, { remedy: 'Register the site first.' });

export function unknownDepartment(departments: readonly string[], state: Organisation): Refusal | undefined {
  const unknown = departments.find((each) => !isDepartment(state, each));
  return unknown === undefined
    ? undefined
    : refuse('D23', 'unknown-department', `There is no department "${unknown}".`, {
        remedy: 'Register the department first.',
      });
}

/** Somebody who is here at that moment, or will be. */
export function unknownPerson(person: string, state: Organisation, at: string): Refusal | undefined {
  const known = personOf(state, person);
  if (known === undefined)
    return refuse('D23', 'unknown-person', `Nobody is known as "${person}".`, {
      remedy: 'Register the person first.',
    });
  if (isPresent(state, person, at) || known.presences.some(({ until }) => until === undefined))
    return undefined;
  return refuse('D23', 'person-departed', `"${known.id}" has left the organisation.`, {
    remedy: 'Register the person again if they have come back.',
  });
}

const procedureUnknown = (procedure: string, { ladders }: OrganisationContext): Refusal =>
  refuse('D13', 'unknown-procedure', `There is no procedure "${procedure}".`, {
    remedy: 'Choose one of the loaded procedures.',
    details: { procedures: Object.keys(ladders) },
  });

export const unknownProcedure = (procedure: string, context: OrganisationContext): Refusal | undefined =>
  Object.hasOwn(context.ladders, procedure) ? undefined : procedureUnknown(procedure, context);

export function unknownPost(
  { procedure, level, site, department }: Post,
  state: Organisation,
  context: OrganisationContext,
): Refusal | undefined {
  const ladder = Object.hasOwn(context.ladders, procedure) ? context.ladders[procedure] : undefined;
  if (ladder === undefined) return procedureUnknown(procedure, context);
  if (level !== FRONTLINE && level !== OVERSIGHT && !ladder.includes(level))
    return refuse('AUT-1', 'unknown-level', `The procedure "${procedure}" has no level "${level}".`, {
      remedy: 'Choose a level of its ladder, frontline, or oversight.',
      details: { levels: [FRONTLINE, ...ladder, OVERSIGHT] },
    });
  return firstRefusal(
    unknownSite(site, state),
    unknownDepartment(department === undefined ? [] : [department], state),
  );
}
