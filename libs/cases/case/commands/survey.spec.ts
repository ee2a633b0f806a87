import { describe, expect, it } from 'vitest';
import { resolvedFor } from '../../testing/stages.ts';
import { residentialProperty, story, type Story } from '../../testing/story.ts';
import type { CaseCommands } from '../commands.ts';

const asking = {
  ...residentialProperty,
  followUp: {
    ...residentialProperty.followUp,
    questions: [
      {
        id: 'attitude',
        title: 'How were you treated?',
        kind: 'choice' as const,
        choices: [{ id: 'good', title: 'Well' }],
      },
      { id: 'better', title: 'What should we do better?', kind: 'text' as const, choices: [] },
    ],
  },
};
const asks = (data: Omit<CaseCommands['RecordFollowUp'], 'method'>): Story =>
  story(asking)
    .replaying(resolvedFor('letter'))
    .do('NotifyOutcome', { to: 'complainant', method: 'phone', summary: 'Not ours', written: false })
    .accepted()
    .letting({ id: 'caller-1', roles: ['caller'] }, 'RecordFollowUp', { method: 'phone', ...data });

describe('a survey after the end (OUT-3)', () => {
  it('OUT-3 asks whoever is reached every question of the procedure, and keeps the answers', () => {
    asks({ reached: true, satisfaction: 4 }).refused('survey-incomplete', 'OUT-3');
    asks({ reached: true, satisfaction: 4, answers: { attitude: 'good' } }).refused(
      'survey-incomplete',
      'OUT-3',
    );
    const answers = { attitude: 'good', better: 'unknown' };
    expect(asks({ reached: true, satisfaction: 4, answers }).last('FollowUpRecorded')).toMatchObject([
      { answers },
    ]);
  });

  it.each([
    ['what it does not ask', { attitude: 'good', better: 'All', age: '40' }, 'unknown-field'],
    ['what is no answer to it', { attitude: 'dreadful', better: 'All' }, 'field-unreadable'],
  ])('OUT-3 takes no answer to %s', (_what, answers, code) => {
    asks({ reached: true, satisfaction: 4, answers }).refused(code, 'OUT-3');
  });

  it('OUT-3 nobody who was not reached has answered', () => {
    asks({ reached: false, answers: { better: 'All' } }).refused('unknown-field', 'OUT-3');
    asks({ reached: false }).accepted();
  });
});
