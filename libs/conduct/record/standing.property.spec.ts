import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actingIn, instant, isSamePerson, personKey } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { nobodyYet, type Organisation } from '#organisation';
import {
  appealed,
  counted,
  handledBy,
  heard,
  MARKET,
  onStep,
  procedures,
  RecordWorld,
} from '../testing/world.ts';

const PEOPLE: readonly string[] = ['ann', 'ben', 'cao', 'dai', 'eve'];
const LEVELS = [
  'frontline',
  'customer-service-supervisor',
  'customer-service-manager',
  'store-manager',
  'oversight',
];
const SITES = ['riverside', 'hill', undefined] as const;
const [EVER, FOR_EVER] = [instant('2020-01-01T00:00:00Z'), instant('2030-01-01T00:00:00Z')];
const person = fc.constantFrom(...PEOPLE);

const organisation: fc.Arbitrary<Organisation> = fc
  .record({
    posts: fc.tuple(
      ...PEOPLE.map(() =>
        fc.array(fc.record({ level: fc.constantFrom(...LEVELS), site: fc.constantFrom(...SITES) }), {
          maxLength: 2,
        }),
      ),
    ),
    sites: fc.tuple(...PEOPLE.map(() => fc.constantFrom(...SITES))),
    deputies: fc.array(fc.record({ deputy: person, forPerson: person }), { maxLength: 3 }),
  })
  .map(({ posts, sites, deputies }) => ({
    ...nobodyYet,
    people: new Map(
      PEOPLE.map((id, index) => {
        const site = sites[index];
        const held = (posts[index] ?? []).map((post) => ({
          ...{ procedure: MARKET, level: post.level, from: EVER },
          ...(post.site !== undefined && { site: post.site }),
        }));
        const places = [{ from: EVER, departments: [], ...(site !== undefined && { site }) }];
        return [personKey(id), { id, name: id, presences: [{ from: EVER }], places, posts: held }];
      }),
    ),
    deputies: deputies.map((each) => ({ ...each, from: EVER, until: FOR_EVER })),
  }));

/** What each of them has in the case; the respondent is who is complained about by somebody of the house. */
const parts = fc.record({ receivedBy: person, owner: person, respondent: person });
const caseWith = ({
  receivedBy,
  owner,
  respondent,
}: {
  receivedBy: string;
  owner: string;
  respondent: string;
}) => handledBy({ receivedBy, owner, respondents: [{ kind: 'person', staffId: respondent }] });

const ladder = procedures.get(MARKET)?.ladder.map(({ id }) => id) ?? [];
const rankOf = (level: string): number => (level === 'oversight' ? ladder.length : ladder.indexOf(level));
const highestOf = ({ people }: Organisation, id: string): number =>
  Math.max(-1, ...(people.get(personKey(id))?.posts ?? []).map(({ level }) => rankOf(level)));

describe('whoever holds what, and whoever had a part in it', () => {
  it('CON-1 INV-4 nobody decides about themselves, about somebody above, or on what they had a part in', async () => {
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(organisation, parts, person, async (company, had, about) => {
        const involved = [had.receivedBy, had.owner, had.respondent];
        for (const by of PEOPLE) {
          const world = new RecordWorld(about);
          world.cases.set('A', caseWith(had));
          await world.send(counted('A', '2026-11-10', 'complaint-ignored'), { organisation: company });
          const came = await world.send(onStep('ImposeStep'), { by, organisation: company });
          if (typeof came === 'string') continue;
          decided += 1;
          const { actor } = world.events.at(-1)?.metadata ?? {};
          if (actor === undefined) throw new Error('nobody has decided');
          const acting = actingIn(actor);
          expect(acting.some((one) => isSamePerson(one, about))).toBe(false);
          expect(acting.some((one) => involved.includes(one))).toBe(false);
          expect(rankOf(actor.role)).toBeGreaterThanOrEqual(rankOf('customer-service-manager'));
          expect(rankOf(actor.role)).toBeGreaterThanOrEqual(
            Math.min(highestOf(company, about) + 1, ladder.length),
          );
        }
      }),
      { numRuns: runs(150) },
    );
    expect(decided).toBeGreaterThan(0);
  });

  it('CON-4 nobody hears an appeal against what they have decided, nor anybody of their level or below', async () => {
    let heardSome = 0;
    await fc.assert(
      fc.asyncProperty(organisation, person, async (company, about) => {
        for (const first of PEOPLE)
          for (const second of PEOPLE) {
            const world = new RecordWorld(about);
            await world.send(counted('A', '2026-11-10', 'complaint-ignored'), { organisation: company });
            if (
              typeof (await world.send(onStep('ImposeStep'), { by: first, organisation: company })) ===
              'string'
            )
              break;
            const before = world.events.at(-1)?.metadata.actor;
            await world.send(appealed('S1'), { by: about, organisation: company });
            if (
              typeof (await world.send(heard('dismissed'), { by: second, organisation: company })) ===
              'string'
            )
              continue;
            heardSome += 1;
            const after = world.events.at(-1)?.metadata.actor;
            if (before === undefined || after === undefined) throw new Error('nobody has decided');
            expect(actingIn(after).some((one) => actingIn(before).includes(one))).toBe(false);
            expect(rankOf(after.role)).toBeGreaterThanOrEqual(
              Math.min(rankOf(before.role) + 1, ladder.length),
            );
          }
      }),
      { numRuns: runs(60) },
    );
    expect(heardSome).toBeGreaterThan(0);
  });
});
