import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isRefusal, readFields, schemaOfFields } from '#event-sourcing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { arbitraryCommand } from '../testing/arbitrary-commands.ts';
import { storyAt } from '../testing/stages.ts';
import { GENERAL_MANAGER, type Story } from '../testing/story.ts';
import { caseCommands } from './commands.ts';
import { partHolds, type CaseWhen } from './stage-policy.ts';
import { STAGES, type Stage } from './state.ts';
import type { CaseWho } from './who-policy.ts';

const COLUMNS = ['sentBy', 'kind', 'respondent', 'level', 'below', 'bound', 'apartFrom'] as const;
/** Levels that follow from what the command carries. */
const WEIGHED = [
  'matterIfJudged',
  'inPersonIfJudged',
  'takenAway',
  'amount',
  'request',
  'plan',
  'extension',
  'first',
  'top',
];

describe('the definitions of commands', () => {
  it('each have a name of their own, a sentence with a requirement, and a row in the table of rights', () => {
    const names = caseCommands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, summary, who } of caseCommands) {
      expect([name, summary]).toEqual([
        name,
        expect.stringMatching(/^[A-Z].*\([A-Z]{3}-\d+(, [A-Z]{3}-\d+)*\)\.$/),
      ]);
      expect([name, Object.keys(who)]).toEqual([name, expect.arrayContaining([...COLUMNS])]);
    }
  });

  it('take from outside exactly what is not sent by a process of our own', () => {
    for (const { name, who, route } of caseCommands as readonly {
      name: string;
      who: CaseWho;
      route?: unknown;
    }[])
      expect([name, route === 'none']).toEqual([name, who.sentBy !== 'staff']);
  });

  it('have a level where they decide, and weigh what they carry where the level follows from it', () => {
    for (const definition of caseCommands) {
      const { name, who } = definition as { readonly name: string; readonly who: CaseWho };
      expect([name, who.kind === 'deciding' && who.level === 'none']).toEqual([name, false]);
      if (WEIGHED.includes(who.level)) expect([name, 'weighs' in definition]).toEqual([name, true]);
    }
  });

  it('INV-4 let the one complained about log a complaint, and nothing else', () => {
    const open = caseCommands.filter(({ who }) => who.sentBy === 'staff' && who.respondent === 'anybody');
    expect(open.map(({ name }) => name)).toEqual(['LogComplaint']);
  });
});

describe('the fields of commands', () => {
  const ajv = formats.default(new Ajv2020({ allErrors: true, strict: false }));

  it('let through what the generators make, by our reading and by the JSON Schema', () => {
    for (const { name, data } of caseCommands) {
      const fits = ajv.compile(schemaOfFields(data));
      fc.assert(
        fc.property(arbitraryCommand(name), (command) => {
          expect([name, readFields(data, command.data).errors]).toEqual([name, []]);
          expect([name, fits(command.data), fits.errors]).toEqual([name, true, null]);
        }),
        { numRuns: 20 },
      );
    }
  });
});

describe('the row of a command', () => {
  /** A case at the stage, about whoever acts from now on. */
  const about = (told: Story): Story =>
    told
      .do('CorrectIntake', {
        reason: 'The name was known',
        respondents: [{ kind: 'person', staffId: GENERAL_MANAGER.id }],
      })
      .accepted()
      .by(GENERAL_MANAGER);

  const refusedAsRespondent = (told: Story, name: (typeof caseCommands)[number]['name']): boolean[] =>
    fc.sample(arbitraryCommand(name), { numRuns: 6, seed: 1 }).map((command) => {
      const decision = told.ask(command.type, command.data);
      return isRefusal(decision) && decision.code === 'conflict-of-interest';
    });

  /** One at which the command is possible. */
  const stageFor = ({ parts }: CaseWhen): Stage | undefined =>
    parts === 'any'
      ? 'received'
      : STAGES.filter((stage) => stage !== 'awaitingCallback' && stage !== 'archived').find((stage) =>
          parts.every((part) => partHolds(part, storyAt(stage).record)),
        );

  it('INV-4 refuses whoever is complained about, whatever the command carries', () => {
    for (const { name, who, when } of caseCommands) {
      const stage = stageFor(when);
      // An escalation is answered only where one is open.
      if (stage === undefined || who.level === 'asked') continue;
      const answers = new Set(refusedAsRespondent(about(storyAt(stage)), name));
      expect([name, [...answers]]).toEqual([name, [who.respondent !== 'anybody']]);
    }
  });
});
