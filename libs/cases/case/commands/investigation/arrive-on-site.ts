import { field, personKey, refuse, type Refusal } from '#event-sourcing';
import { isPresent } from '#organisation';
import { command } from '../../command.ts';
import { isAbout, judgedIn, type CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { recording } from '../../who-policy.ts';

/** DIS-8: nobody goes to a complainant alone; who was there is on record by name. */
export const arriveOnSite = command({
  name: 'ArriveOnSite',
  summary: 'Record who has arrived where it happened, or at the complainant’s (DIS-8).',
  group: 'Investigation',
  data: {
    people: field.references({
      of: 'staff',
      max: 20,
      example: ['wu.tao', 'pan.xin'],
      description: 'Everybody of ours who is there; as many as the procedure asks for.',
    }),
    place: field.text({ optional: true, max: 500, example: 'Building 3, flat 1202' }),
  },
  who: recording(),
  when: during(WORKING),
  decide: ({ people: named, ...data }, state, context) => {
    const people = [...new Map(named.map((each) => [personKey(each), each])).values()];
    return (
      firstOf(tooFew(people, context), complainedAbout(people, state), awayThen(people, context)) ?? [
        draft('ArrivedOnSite', { ...data, people }),
      ]
    );
  },
});

function tooFew(people: readonly string[], { procedure }: CaseContext): Refusal | undefined {
  const needed = procedure.onSite?.people ?? 1;
  return people.length >= needed
    ? undefined
    : refuse('DIS-8', 'too-few-on-site', `At least ${String(needed)} of ours have to be there.`, {
        remedy: 'Name everybody who is there, each by the id; wait for whoever is still on the way.',
        details: { needed },
      });
}

/** INV-4: a visit looks into the matter. */
const complainedAbout = (people: readonly string[], state: CaseRecord): Refusal | undefined =>
  people.some((each) => isAbout(judgedIn(state), each))
    ? refuse('INV-4', 'conflict-of-interest', 'Whoever is complained about does not look into it.', {
        remedy: 'Send somebody else.',
      })
    : undefined;

const awayThen = (
  people: readonly string[],
  { organisation, happenedAt, now }: CaseContext,
): Refusal | undefined => {
  const away = people.find((each) => [happenedAt, now].some((at) => !isPresent(organisation, each, at)));
  return away === undefined
    ? undefined
    : refuse('D23', 'person-departed', `"${away}" does not work here.`, {
        remedy: 'Name those who were there.',
      });
};
