import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { laddersOf, parseRoster } from '#organisation';
import { parseProcedure, registryOf } from '#procedures';
import type { CaseCommands } from '../case/commands.ts';
import { deadEnds } from './dead-ends.ts';
import { nobodyMay } from './nobody-may.ts';
import { usualScenes } from './scenes.ts';
import { opened, trialHouse } from './trial-house.ts';

const howTo = readFileSync(new URL('../../../docs/how-to/write-a-procedure.md', import.meta.url), 'utf8');
const [file = '', people = ''] = [...howTo.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const [complaint = ''] = [...howTo.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const library = parseProcedure('city-library.yaml', file);

it('D13 the file of the how-to leaves no complaint without an end, and lets nobody do what nobody may', () => {
  expect(deadEnds(library)).toEqual([]);
  expect(nobodyMay(library)).toEqual([]);
});

it('D13 D23 its people hold what the file names, and its complaint is taken', () => {
  const roster = parseRoster('people.yaml', people, laddersOf(registryOf([library])));
  expect(roster.people.map(({ id }) => id)).toEqual(['ida.roth', 'dora.lang', 'max.ohm']);
  const [scene] = usualScenes(library);
  if (scene === undefined) throw new Error('the library has categories');
  const logged = JSON.parse(complaint) as CaseCommands['LogComplaint'];
  expect(opened(trialHouse(library), { ...scene, logged }).state.status).toBe('logged');
});
