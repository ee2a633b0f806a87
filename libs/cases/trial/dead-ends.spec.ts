import { describe, expect, it } from 'vitest';
import { loadProcedures, parseProcedure, textOfFile, type Finding } from '#procedures';
import { deadEnds } from './dead-ends.ts';
import { differentScenes } from './different-scenes.ts';
import { nobodyMay } from './nobody-may.ts';
import { trialHouse } from './trial-house.ts';

const live = loadProcedures()
  .list()
  .filter(({ categories }) => categories !== 'asRecorded');

const textOf = (folder: string, name: string): string =>
  textOfFile(new URL(`../../procedures/${folder}/${name}`, import.meta.url).pathname);

const presets = [
  ...['asic-rg271', 'cfpb-company-portal', 'china-banking-insurance', 'eu-passengers-adr', 'fca-disp'],
  'nhs-england',
].map((name) => parseProcedure(name, textOf('presets', `${name}.yaml`)));

/** A shipped file that somebody has changed. */
function wrong(name: string, ...edits: readonly (readonly [string, string])[]) {
  const text = edits.reduce(
    (so, [from, to]) => {
      expect(so).toContain(from);
      return so.replace(from, to);
    },
    textOf('shipped', `${name}.yaml`),
  );
  return parseProcedure('own.yaml', text);
}

const inWords = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ path, reason }) => `${path.join('.')}: ${reason}`);

describe('what can come of every shipped procedure and preset', () => {
  it.each([...live, ...presets].map((each) => [each.id, each] as const))(
    'LIF-2 %s leaves no complaint without an end, and lets nobody do what nobody may',
    (_, procedure) => {
      expect(deadEnds(procedure)).toEqual([]);
      expect(nobodyMay(procedure)).toEqual([]);
    },
  );
});

describe('a state that nobody can leave', () => {
  it('LIF-2 D13 is named by the line without which there would be a way, with what stands in it', () => {
    const places = Array.from(
      { length: 21 },
      (_, index) => `{ id: place-${String(index)}, title: { en: Place, zh: 地方 } }`,
    );
    const file = wrong('small-shop', ['\nresolving:', `\nturnTo: [${places.join(', ')}]\nresolving:`]);
    expect(inWords(deadEnds(file))).toEqual([
      'turnTo.20: nobody can bring this to an end: complaint (desk, goods/flaw, ordinary), which stays "resolved": NotifyOutcome does not take that: turnTo must be a list of at most 20 references. Without this line there is a way',
    ]);
  });

  it('LIF-2 D13 is no state that only some people cannot leave: whoever is left out of the way does not matter', () => {
    const file = wrong('small-shop', ['    - outcomeNotified\n', '']);
    expect(deadEnds(file)).toEqual([]);
  });
});

it('LIF-2 D13 of a file that a program has written, so many complaints are looked at and no more', () => {
  const file = wrong('bank');
  const severities = Array.from({ length: 400 }, (_, index) => ({
    ...{ id: `s${String(index)}`, title: 'Another', criteria: [] },
  }));
  const told = severities.map(({ id }) => ({ id, level: 'head-office', when: { severities: [id] } }));
  const authority = { ...file.authority, matters: told };
  expect(differentScenes(trialHouse({ ...file, severities, authority }))).toHaveLength(300);
});

describe('a step that nobody may do', () => {
  it.each([
    [
      'settling at once what somebody has to look at before',
      'small-shop',
      ['\nresolving:', '\nreviews: [{ by: owner, before: offered }]\nresolving:'],
      'settleAtOnce.0: Settling this at once: nobody ever may. "owner" has to look at this before the complainant hears of it. Prepare it, and have "owner" review it.',
    ],
    [
      'settling at once what a flag makes more serious',
      'residential-property',
      ['settleAtOnce: [', 'settleAtOnce: [{ severities: [minor], flags: [safety] }, '],
      'settleAtOnce.0: Settling this at once: nobody ever may. A case of severity "minor" is not settled at once. Classify and dispatch it.',
    ],
    [
      'a way past the ladder to its next level',
      'small-shop',
      [
        '\nresolving:',
        '\ndirectRoutes: [{ to: owner, when: { severities: [ordinary] }, rule: AUT-1 }]\nresolving:',
      ],
      'directRoutes.0: Going straight to "owner": nobody ever may. It comes to the same without this line.',
    ],
    [
      'more time on a clock that does not run for them',
      'residential-property',
      ['severities: [minor], approver', 'severities: [minor], when: { flags: [safety] }, approver'],
      'extensions.0: Granting more time on "resolve-minor" as "office-director": nobody ever may. "resolve-minor" does not run for them.',
    ],
    [
      'looking at what never comes to be',
      'residential-property',
      [
        '\napprovals:',
        '\nreviews: [{ by: office-director, before: closed, when: { severities: [minor], flags: [safety] } }]\napprovals:',
      ],
      'reviews.0: Looking at it as "office-director": nobody ever may. Nothing in this case waits to be looked at.',
    ],
    [
      'approving what never comes to be',
      'residential-property',
      [
        "- { level: general-manager, when: { amountAtLeast: '3000.01' } }",
        '- { level: general-manager, when: { severities: [minor], flags: [safety] } }',
      ],
      'approvals.1: Approving a plan as "general-manager": nobody ever may. No plan of this case is waiting for approval.',
    ],
    [
      'a counter that takes nothing back',
      'mall-quick-response',
      ['excludedGoods: [', 'excludedGoods: [clothing, shoes, bags, appliances, '],
      'counterReturn: Taking goods back at the counter: nobody ever may. All goods that the file names are excluded.',
    ],
  ] as const)('AUT-1 D13 %s', (_, name, edit, told) => {
    expect(inWords(nobodyMay(wrong(name, edit)))).toEqual([
      `${told} Leave this line out, or change what stands against it`,
    ]);
  });
});
