import { describe, expect, it } from 'vitest';
import { isRefusal } from '#event-sourcing';
import { storyAt } from '../../testing/stages.ts';
import { RECEIVER, story } from '../../testing/story.ts';

const respondent = { kind: 'person', staffId: ` ${RECEIVER.id} ` } as const;
const aboutReceiver = (stage: Parameters<typeof storyAt>[0]) =>
  storyAt(stage)
    .by({ id: 'colleague-1', roles: ['receiver'] })
    .do('CorrectIntake', { reason: 'The resident knew the name', respondents: [respondent] })
    .by(RECEIVER);

describe('a case about oneself (INV-4)', () => {
  it('INV-4 is not withdrawn, merged, paused or described anew by the one complained about', () => {
    const told = aboutReceiver('classified');
    const answers = [
      told.ask('WithdrawCase', { reason: 'Settled' }),
      told.ask('MergeCase', { into: '7F3K-9M2Q-X4TB', reason: 'Same' }),
      told.ask('PauseClocks', { reason: 'waitingForComplainant', explanation: 'Away' }),
      told.ask('ChangeSeverity', { to: 'important', criterion: 'service-fault', reason: 'Worse' }),
      told.ask('ChangeCategory', { to: 'noise', reason: 'It was noise' }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ rule: 'INV-4', code: 'conflict-of-interest' });
  });

  it('INV-4 is not closed or reopened by the one complained about', () => {
    aboutReceiver('followedUp').do('CloseCase', {}).refused('conflict-of-interest', 'INV-4');
    const reopening = { cause: 'correction', reason: 'Again' } as const;
    aboutReceiver('closed').do('ReopenCase', reopening).refused('conflict-of-interest', 'INV-4');
  });

  it('INV-4 is known as such however the staff id was typed', () => {
    const told = story().opened({ respondents: [{ kind: 'person', staffId: '\uFF21\uFF17' }] });
    expect(isRefusal(told.ask('AssignOwner', { owner: ' A7', reason: 'Free' }))).toBe(true);
  });
});
