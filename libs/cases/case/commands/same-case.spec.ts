import { it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, STORY_CASE, story } from '../../testing/story.ts';

it('LIF-2 a case is neither merged into nor linked with itself', () => {
  const told = storyAt('classified').by(AFFAIRS_SUPERVISOR);
  told.do('MergeCase', { into: STORY_CASE, reason: 'The same' }).refused('same-case', 'LIF-2');
  told
    .do('LinkCase', { to: STORY_CASE.toLowerCase(), relation: 'related', reason: 'The same' })
    .refused('same-case', 'LIF-2');
});

it('INV-4 LIF-2 nobody learns by naming it that there is a case about themselves', () => {
  const other = story().opened({ respondents: [{ kind: 'person', staffId: 'supervisor-1' }] }).state;
  const told = storyAt('classified').by(AFFAIRS_SUPERVISOR);
  const into = { into: '7F3K-9M2Q-X4TB', reason: 'The same' };
  told.do('MergeCase', into, { other }).refused('other-case-not-found', 'LIF-2');
  const to = { to: into.into, relation: 'related', reason: 'The same' } as const;
  told.do('LinkCase', to, { other }).refused('other-case-not-found', 'LIF-2');
  told.do('LinkCase', to).accepted();
});
