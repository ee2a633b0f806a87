import { referencesIn, refuse, type CommandDefinition, type Reference, type Refusal } from '#event-sourcing';
import { isDepartment, isSite, personOf, type Organisation } from '#organisation';
import type { CaseTypes } from '../command.ts';
import type { CaseContext } from '../context.ts';

/**
 * D23: who and what a command names has to be there, by the organisation: a name that nobody knows would be free text
 * where a reference belongs. Our own processes tell what a source says, so they may name what we do not know.
 */
export function unknownReference(
  { data: fields, who }: Pick<CommandDefinition<CaseTypes>, 'data' | 'who'>,
  data: unknown,
  { organisation }: CaseContext,
): Refusal | undefined {
  if (who.sentBy !== 'staff' || typeof data !== 'object' || data === null) return undefined;
  const unknown = referencesIn(fields, data).find((each) => !isKnown(each, organisation));
  return unknown && nothingCalled(unknown);
}

function isKnown({ of, value }: Reference, organisation: Organisation): boolean {
  if (of === 'staff') return personOf(organisation, value) !== undefined;
  if (of === 'department') return isDepartment(organisation, value);
  if (of === 'site') return isSite(organisation, value);
  if (of === 'receiver') return isReceiver(organisation, value);
  return true;
}

/** INT-9, CLK-6: whoever has the complaint answers for what is missed meanwhile, so it is somebody or some place of ours. */
const isReceiver = (organisation: Organisation, value: string): boolean =>
  personOf(organisation, value) !== undefined ||
  isDepartment(organisation, value) ||
  isSite(organisation, value);

function nothingCalled({ of, value }: Reference): Refusal {
  if (of === 'staff')
    return refuse('D23', 'unknown-person', `The organisation knows nobody as "${value}".`, {
      remedy: 'Give the id of somebody who is registered; a name alone goes into the text.',
    });
  if (of === 'receiver')
    return refuse('D23', 'unknown-receiver', `The organisation has nobody and no place called "${value}".`, {
      remedy: 'Give the id of a person, a department or a site of the organisation.',
    });
  return refuse('D23', `unknown-${of}`, `The organisation has no ${of} "${value}".`, {
    remedy: `Choose one of its ${of}s, or have it registered.`,
  });
}
