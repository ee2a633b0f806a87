import { it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, STORY_CASE } from '../../testing/story.ts';

it('LIF-2 a case is neither merged into nor linked with itself', () => {
  const told = storyAt('classified').by(AFFAIRS_SUPERVISOR);
  told.do('MergeCase', { into: STORY_CASE, reason: 'The same' }).refused('same-case', 'LIF-2');
  told
    .do('LinkCase', { to: STORY_CASE.toLowerCase(), relation: 'related', reason: 'The same' })
    .refused('same-case', 'LIF-2');
});
