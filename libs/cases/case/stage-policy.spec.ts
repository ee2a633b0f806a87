import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isRefusal } from '#event-sourcing';
import { arbitraryCommand, COMMAND_TYPES } from '../testing/arbitrary-commands.ts';
import { storyAt } from '../testing/stages.ts';
import { GENERAL_MANAGER, story, type Story } from '../testing/story.ts';
import type { CaseCommandType } from './commands.ts';
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

const row = (type: CaseCommandType): string =>
  [type.padEnd(24), ...STAGES.map((stage) => (possible(type, stage) ? 'x' : '.'))].join(' ');

describe('what is possible at which stage', () => {
  it('LIF-1 LIF-2 reaches every stage by commands', () => {
    for (const stage of STAGES) expect(at(stage).state).toMatchObject({ stage });
  });

  it('LIF-1 decides every command at every stage, or refuses it for the stage', () => {
    expect(['', ...COMMAND_TYPES.map(row), ''].join('\n')).toMatchInlineSnapshot(`
      "
      LogComplaint             x x x x x x x x x x x x x x x x x
      ImportHistoricCase       x x x x x x x x x x x x x x x x x
      RecordAbandonedContact   x x x x x x x x x x x x . . . . .
      RecordCallback           x x x x x x x x x x x x x x x x x
      RecordRestatement        . x x x x x x x x . . . . . . . .
      SendAcknowledgement      . x x x x x x x x x x x . . . . .
      HandOverComplaint        . x x x x x x x x x x x . . . . .
      DismissDuplicate         . x x x x x x x x x x x . . . . .
      LinkCase                 . x x x x x x x x x x x x x x x .
      PromoteContact           . x x x x x x x x . . . . . . . .
      CorrectIntake            . x x x x x x x x x x x x x x x .
      SettleAtOnce             . x . . . . . . . . . . . . . . .
      ClassifyCase             . x x x x x x x x . . . . . . . .
      ChangeSeverity           . . x x x x x x x . . . . . . . .
      ChangeCategory           . . x x x x x x x x x x . . . . .
      AssessValidity           . x x x x x x x x . . . . . . . .
      ExplainInvalidity        . x x x x x x x x . . . . . . . .
      DeclareInadmissible      . x x x . . . . . . . . . . . . .
      RaiseFlag                . x x x x x x x x x x x . . . . .
      ClearFlag                . x x x x x x x x x x x . . . . .
      RecordUnreasonableDemand . x x x x x x x x x x x . . . . .
      ReportUnlawfulBehaviour  . x x x x x x x x x x x x x x x .
      DispatchCase             . . x x x x x x x . . . . . . . .
      SignReceipt              . . x x x x x x x x x x . . . . .
      ReturnDispatch           . . x x x x x x x . . . . . . . .
      HandBackForm             . . x x x x x x x x x x . . . . .
      AssignOwner              . x x x x x x x x x x x . . . . .
      NotifyManager            . x x x x x x x x x x x . . . . .
      RecordFinding            . x x x x x x x x . . . . . . . .
      AddEvidence              . x x x x x x x x x x x . . . . .
      ConcludeInvestigation    . . x x x x x x x . . . . . . . .
      RecordMediation          . x x x x x x x x . . . . . . . .
      PrepareSolutions         . . x x x x x x x . . . . . . . .
      ApprovePlan              . . x x x x x x x . . . . . . . .
      SendBackPlan             . . x x x x x x x . . . . . . . .
      OfferSolution            . . x x x x x x x . . . . . . . .
      AcceptSolution           . . x x x x x x x . . . . . . . .
      RejectSolution           . . x x x x x x x . . . . . . . .
      SetResponsePlan          . x x x x x x x x . . . . . . . .
      CompletePlanStep         . x x x x x x x x x x x . . . . .
      ImplementSolution        . . . . . . . x . . . . . . . . .
      GrantCompensation        . . x x x x x x x x x x . . . . .
      RefuseCompensation       . x x x x x x x x x x x . . . . .
      ConfirmCompensation      . x x x x x x x x x x x . . . . .
      ReverseCompensation      . x x x x x x x x x x x . . . . .
      EscalateToManager        . x x x x x x x x x x x . . . . .
      DecideEscalation         . x x x x x x x x x x x . . . . .
      ReturnEscalation         . x x x x x x x x x x x . . . . .
      GrantExtension           . x x x x x x x x x x x . . . . .
      RefuseExtension          . x x x x x x x x x x x . . . . .
      PauseClocks              . x x x x x x x x . . . . . . . .
      ResumeClocks             . x x x x x x x x x x x . . . . .
      PromiseReply             . x x x x x x x x . . . . . . . .
      ReportProgress           . x x x x x x x x x x x . . . . .
      RecordDeadlineWarning    x x x x x x x x x x x x x x x x x
      RecordDeadlineBreach     x x x x x x x x x x x x x x x x x
      ResolveCase              . x x x x x x x x . . . . . . . .
      NotifyOutcome            . . . . . . . . . x x x x . . . .
      IssueFinalResponse       . . . . . . . . . x x x . . . . .
      RecordFollowUp           . . . . . . . . . . x x . . . . .
      ReopenCase               . . . . . . . . . x x x x x . x .
      CloseCase                . . . . . . . . . x x x x . . . .
      ArchiveCase              . . . . . . . . . . . . x x x x .
      WithdrawCase             . x x x x x x x x x x x . . . . .
      MergeCase                . x x x x x x x x x x x . . . . .
      "
    `);
  });

  it('LIF-1 says in which stages a refused command is possible', () => {
    const decision = at('received').ask('ImplementSolution', {});
    expect(decision).toMatchObject({ code: 'wrong-stage', rule: 'LIF-1' });
    expect(decision).toMatchObject({ details: { stage: 'received', possibleIn: ['accepted'] } });
  });

  it('LIF-1 finds no case where nothing was logged', () => {
    const opening: readonly CaseCommandType[] = [
      ...(['LogComplaint', 'ImportHistoricCase', 'RecordAbandonedContact', 'RecordCallback'] as const),
      ...(['RecordDeadlineWarning', 'RecordDeadlineBreach'] as const),
    ];
    for (const type of COMMAND_TYPES.filter((each) => !opening.includes(each))) {
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
