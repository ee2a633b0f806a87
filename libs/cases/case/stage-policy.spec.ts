import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isRefusal } from '#event-sourcing';
import { arbitraryCommand } from '../testing/arbitrary-commands.ts';
import { storyAt } from '../testing/stages.ts';
import { GENERAL_MANAGER, story, type Story } from '../testing/story.ts';
import { caseCommands, type CaseCommandType } from './commands.ts';
import { CASE_PARTS, isOver, type CasePart } from './stage-policy.ts';
import { STAGES, type Stage } from './state.ts';

const SAMPLES = 6;

const stories = new Map<Stage, Story>(STAGES.map((stage) => [stage, storyAt(stage).by(GENERAL_MANAGER)]));
const at = (stage: Stage): Story => stories.get(stage) ?? storyAt(stage);

const WORK: readonly Stage[] = [
  'received', 'classified', 'dispatched', 'investigated', 'solutionOffered', 'solutionRejected', 'accepted', 'implemented',
]; // prettier-ignore
const DONE: readonly Stage[] = ['resolved', 'outcomeNotified', 'followedUp'];
const OVER: readonly Stage[] = ['inadmissible', 'withdrawn', 'merged', 'closed'];
/** The stories of these ends were ended right after the receipt. */
const CUT_SHORT: readonly Stage[] = ['inadmissible', 'withdrawn', 'merged'];

/** At which stage of the stories each part is there. */
const HOLDS: Readonly<Record<CasePart, readonly Stage[]>> = {
  open: [...WORK, ...DONE],
  ended: OVER,
  notArchived: [...WORK, ...DONE, ...OVER],
  notMerged: STAGES.filter((stage) => stage !== 'merged' && stage !== 'awaitingCallback'),
  merged: ['merged'],
  notNew: [...DONE, ...OVER, 'archived'],
  unresolved: [...WORK, ...CUT_SHORT],
  resolved: [...DONE, 'closed', 'archived'],
  outcomeKnown: [...DONE, 'inadmissible'],
  outcomeToTell: [...DONE, 'inadmissible', 'withdrawn'],
  classified: [...WORK.slice(1), ...DONE, 'closed', 'archived'],
  unclassified: ['received', ...CUT_SHORT],
  notConcluded: ['received', 'classified', 'dispatched', ...CUT_SHORT],
  told: ['outcomeNotified', 'followedUp', 'closed', 'archived'],
  untold: [...WORK, 'resolved', ...CUT_SHORT],
  offer: ['solutionOffered'],
  escalation: [],
};

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

  it('LIF-1 decides every command where all the parts of its definition are there, and only there', () => {
    for (const { name, when } of caseCommands) {
      const { parts } = when;
      // Only an escalation that waits is answered; none of these stories has one.
      if (parts === 'any' || parts.includes('escalation')) continue;
      const found = STAGES.filter((stage) => possible(name, stage));
      const expected = STAGES.filter((stage) => parts.every((part) => HOLDS[part].includes(stage)));
      expect([name, found]).toEqual([name, expected]);
      expect([name, found.length > 0]).toEqual([name, true]);
    }
  });

  it('LIF-1 asks for no part that no command needs', () => {
    const asked = new Set(caseCommands.flatMap(({ when }) => (when.parts === 'any' ? [] : when.parts)));
    expect(CASE_PARTS.filter((part) => !asked.has(part))).toEqual([]);
  });

  it('INT-8 records a further abandoned contact until the case is over', () => {
    const found = STAGES.filter((stage) => !possible('RecordAbandonedContact', stage));
    expect(found).toEqual(['inadmissible', 'withdrawn', 'merged', 'closed', 'archived']);
    for (const stage of STAGES.filter((each) => each !== 'awaitingCallback'))
      expect([stage, isOver(at(stage).record)]).toEqual([stage, found.includes(stage)]);
  });

  it('LIF-1 says what is missing for a refused command', () => {
    const decision = at('received').ask('IssueFinalResponse', { method: 'letter', letter: 'Dear Ms Li' });
    expect(decision).toMatchObject({ code: 'wrong-stage', rule: 'LIF-1', remedy: 'Resolve it first.' });
    expect(decision).toMatchObject({ details: { stage: 'received', missing: ['resolved'] } });
  });

  it('LIF-1 finds no case where nothing was logged', () => {
    for (const { name: type, when } of caseCommands) {
      if (when.parts === 'any') continue;
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
