import { describe, expect, it } from 'vitest';
import { instant, isRefusal, stampMetadata } from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import type { OrganisationCommand } from '../organisation/commands.ts';
import { organisationDecider } from '../organisation/organisation.decider.ts';
import { nobodyYet, type Organisation } from '../organisation/state.ts';
import { InvalidRoster, parseRoster } from './parse-roster.ts';
import { planRoster } from './plan-roster.ts';

const ladders = { estate: ['supervisor', 'director'] };
const now = instant('2026-09-10T00:00:00Z');
const options = { happenedAt: now, now, ladders, versions: { estate: 1 }, remove: false };

const FILE = `
since: 2026-01-01T00:00:00+08:00
sites:
  - { id: north, name: North }
departments:
  - { id: works, name: Works, site: north }
people:
  - id: pan
    name: Pan Xin
    departments: [works]
    site: north
    levels:
      - { procedure: estate, level: director, site: north }
  - { id: deng, name: Deng Rui, levels: [{ procedure: estate, level: supervisor }] }
deputies:
  - { deputy: deng, for: pan, from: 2026-10-01T00:00:00+08:00, until: 2026-10-08T00:00:00+08:00 }
`;

const problems = (text: string): string => {
  try {
    parseRoster('people.yaml', text, ladders);
    return '';
  } catch (error) {
    if (error instanceof InvalidRoster) return error.message;
    throw error;
  }
};

const applied = (state: Organisation, commands: readonly OrganisationCommand[]): Organisation =>
  commands.reduce<Organisation>((before, command) => {
    const decision = organisationDecider.decide(command, before, options);
    if (isRefusal(decision)) throw new Error(JSON.stringify(decision));
    return decision.reduce<Organisation>(
      (folded, draft) =>
        organisationDecider.evolve(folded, stampMetadata(draft, { ...anyStamp, recordedAt: now })),
      before,
    );
  }, state);

describe('a roster file', () => {
  it('REP-5 D23 says whose duties are owed where, and --remove ends the rest', () => {
    const adopting = FILE.replace('people:', 'adopts:\n  - { procedure: estate, site: north }\npeople:');
    const plan = planRoster(parseRoster('f', adopting, ladders), nobodyYet, options);
    const adoption = { type: 'AdoptProcedure', data: { procedure: 'estate', site: 'north' } };
    expect(plan.commands.at(-1)).toEqual(adoption);
    const adopted = applied(nobodyYet, plan.commands);
    expect(planRoster(parseRoster('f', adopting, ladders), adopted, options).commands).toEqual([]);
    expect(planRoster(parseRoster('f', FILE, ladders), adopted, options).commands).toEqual([]);
    const removing = planRoster(parseRoster('f', FILE, ladders), adopted, { ...options, remove: true });
    expect(removing.commands).toEqual([{ type: 'DropProcedure', data: adoption.data }]);
    expect(
      problems(adopting.replace('adopts:\n  - { procedure: estate', 'adopts:\n  - { procedure: hotel')),
    ).toBe('people.yaml: adopts[0].procedure: there is no procedure "hotel" (line 8)');
  });

  it('D23 becomes the commands that make the organisation, and nothing when it is applied again', () => {
    const roster = parseRoster('people.yaml', FILE, ladders);
    const plan = planRoster(roster, nobodyYet, options);
    expect(plan.refusals).toEqual([]);
    expect(plan.commands.map(({ type }) => type)).toEqual([
      'RegisterSite', 'RegisterDepartment', 'RegisterPerson', 'RegisterPerson', 'AssignLevel', 'AssignLevel', 'AppointDeputy',
    ]); // prettier-ignore
    expect(plan.commands[2]?.data).toMatchObject({ person: 'pan', from: '2025-12-31T16:00:00.000Z' });
    expect(planRoster(roster, applied(nobodyYet, plan.commands), options).commands).toEqual([]);
  });

  it('D23 changes what differs: somebody who moved, a level that is gone', () => {
    const before = applied(
      nobodyYet,
      planRoster(parseRoster('f', FILE, ladders), nobodyYet, options).commands,
    );
    const moved = FILE.replace('    departments: [works]\n', '').replace(
      'level: supervisor',
      'level: director',
    );
    const plan = planRoster(parseRoster('f', moved, ladders), before, options);
    expect(plan.commands).toMatchObject([
      { type: 'ChangePerson', data: { person: 'pan', departments: [] } },
      { type: 'WithdrawLevel', data: { person: 'deng', level: 'supervisor' } },
      { type: 'AssignLevel', data: { person: 'deng', level: 'director' } },
    ]);
  });

  it('D23 lets nobody go who is only missing in the file, unless it is said', () => {
    const before = applied(
      nobodyYet,
      planRoster(parseRoster('f', FILE, ladders), nobodyYet, options).commands,
    );
    const fewer = parseRoster(
      'f',
      'since: 2026-01-01T00:00:00Z\npeople:\n  - { id: pan, name: Pan Xin }\n',
      ladders,
    );
    const kept = planRoster(fewer, before, options);
    expect(kept.notInRoster).toEqual(['deng']);
    expect(kept.commands.map(({ type }) => type)).not.toContain('RecordDeparture');
    const removed = planRoster(fewer, before, { ...options, remove: true });
    expect(removed.commands).toContainEqual({ type: 'RecordDeparture', data: { person: 'deng' } });
    expect(removed.commands).toContainEqual({ type: 'CloseSite', data: { site: 'north' } });
  });

  it('D23 says every mistake with its place and line', () => {
    expect(problems('since: yesterday\npeople:\n  - { id: pan, name: Pan, level: x }\n')).toMatch(
      /people\.yaml: people\[0\]\.level: is not a field of this request \(line 3\)\npeople\.yaml: since: must be a date and time .*\(line 1\)/,
    );
    expect(problems(FILE.replace('level: director', 'level: emperor'))).toMatch(
      /people\[0\]\.levels\[0\]\.level: "estate" has no level "emperor", only frontline, supervisor, director, oversight \(line 13\)/,
    );
    expect(
      problems(FILE.replace('procedure: estate, level: supervisor', 'procedure: hotel, level: x')),
    ).toContain('people[1].levels[0].procedure: there is no procedure "hotel" (line 14)');
    expect(problems(FILE.replace('[works]', '[gardens]'))).toContain(
      'there is no department "gardens" here (line 10)',
    );
    expect(problems(FILE.replace('for: pan', 'for: nobody'))).toContain(
      'deputies[0].for: there is no person "nobody" here',
    );
    expect(problems(FILE.replace('id: deng', 'id: PAN'))).toContain(
      'people[1].id: stands here a second time (line 14)',
    );
    expect(problems('since: [')).toContain('people.yaml: ');
  });
});
