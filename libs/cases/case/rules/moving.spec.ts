import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import { GENERAL_MANAGER, RECEIVER, residentialProperty, story } from '../../testing/story.ts';
import { versionTwo } from '../../testing/versions.ts';

describe('what a case rests on when it is moved (D13)', () => {
  it('D13 SOL-4 what a level was asked for is for nobody else: no version without that level, nor does anybody answer it', () => {
    const told = storyAt('investigated').do('GrantCompensation', {
      remedy: { kind: 'refund', amount: { minor: 900_000, currency: 'CNY' }, goods: 'Fee' },
      reason: 'Asked for',
    });
    const [request] = told.last('CompensationRequested');
    if (request === undefined) throw new Error('nothing was asked for');
    const ladder = residentialProperty.ladder.filter(({ id }) => id !== request.neededLevel);
    const target = versionTwo({ ladder });
    told.letting(GENERAL_MANAGER, 'MoveToVersion', { version: 2, reason: 'New rules' }, { target });
    expect(told.lastRefusal?.details).toMatchObject({ missing: [`level "${request.neededLevel}"`] });
    const without = story(target).replaying(told).by(RECEIVER);
    without
      .do('RefuseCompensation', { request: request.request, reason: 'No' })
      .refused('not-authorised', 'SOL-4');
  });
});
