import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isRefusal } from '#event-sourcing';
import { arbitraryCommand } from '../testing/arbitrary-commands.ts';
import { storyAt } from '../testing/stages.ts';
import { GENERAL_MANAGER, story, type Story } from '../testing/story.ts';
import { caseCommands, type CaseCommandType } from './commands.ts';
import { isOver } from './stage-policy.ts';
import { STAGES, type Stage } from './state.ts';

const SAMPLES = 6;

const stories = new Map<Stage, Story>(STAGES.map((stage) => [stage, storyAt(stage).by(GENERAL_MANAGER)]));
const at = (stage: Stage): Story => stories.get(stage) ?? storyAt(stage);

/** Whether the stage alone refuses the command; whatever it carries, the answer has to be the same. */
function possible(type: CaseCommandType, stage: Stage): boolean {
  const answers = fc.sample(arbitraryCommand(type), { numRuns: SAMPLES, seed: 1 }).map((command) => {
    const decision = at(stage).ask(type, command.data);
    return !(isRefusal(decision) && decision.code === 'wrong-stage');
  });
  expect(new Set(answers).size).toBe(1);
  return answers.includes(true);
}

describe('what is possible at which stage', () => {
  it('LIF-1 LIF-2 reaches every stage by commands', () => {
    for (const stage of STAGES) expect(at(stage).state).toMatchObject({ stage });
  });

  it('LIF-1 decides every command at exactly the stages of its definition', () => {
    for (const { name, when } of caseCommands) {
      if (when.stages === 'any') continue;
      const found = STAGES.filter((stage) => possible(name, stage));
      expect([name, found.toSorted()]).toEqual([name, [...when.stages].toSorted()]);
    }
  });

  it('INT-8 records a further abandoned contact until the case is over', () => {
    const found = STAGES.filter((stage) => !possible('RecordAbandonedContact', stage));
    expect(found).toEqual(STAGES.filter(isOver));
  });

  it('LIF-1 says in which stages a refused command is possible', () => {
    const decision = at('received').ask('ImplementSolution', {});
    expect(decision).toMatchObject({ code: 'wrong-stage', rule: 'LIF-1' });
    expect(decision).toMatchObject({ details: { stage: 'received', possibleIn: ['accepted'] } });
  });

  it('LIF-1 finds no case where nothing was logged', () => {
    for (const { name: type, when } of caseCommands) {
      if (when.stages === 'any') continue;
      const [command] = fc.sample(arbitraryCommand(type), { numRuns: 1, seed: 1 });
      const decision = command && story().ask(type, command.data);
      expect(decision).toMatchObject({ code: 'case-not-found', rule: 'LIF-1' });
    }
  });

  it('INT-8 asks to log the complaint of somebody who gave up before anything else is done', () => {
    const decision = at('awaitingCallback').ask('DispatchCase', {});
    expect(decision).toMatchObject({
      code: 'wrong-stage',
      rule: 'INT-8',
      details: { stage: 'awaitingCallback' },
    });
  });
});
