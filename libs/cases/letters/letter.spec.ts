import { describe, expect, it } from 'vitest';
import { ERASED, instant } from '#event-sourcing';
import type { Language, LetterKind, Procedure } from '#procedures';
import type { CaseEvent } from '../case/events.ts';
import { storyAt } from '../testing/stages.ts';
import {
  GENERAL_MANAGER,
  RECEIVER,
  residentialProperty,
  story,
  STORY_CASE,
  type Story,
} from '../testing/story.ts';
import { refund } from '../testing/supermarket.ts';
import { letterOf, letterRule, type Letter } from './letter.ts';

const places: Procedure['turnTo'] = [{ id: 'council', title: 'Consumer council', zh: '消费者委员会' }];
const final = letterRule(residentialProperty, 'finalResponse');
const procedure: Procedure = {
  ...residentialProperty,
  turnTo: places,
  letters: [
    ...residentialProperty.letters.filter(({ letter }) => letter === 'acknowledgement'),
    {
      letter: 'finalResponse',
      text: `${final?.text ?? ''}\nYou may turn to: {places|}`,
      zh: `${final?.zh ?? ''}\n您可向以下机构反映：{places|}`,
    },
  ],
};
const written = (
  events: readonly CaseEvent[],
  letter: LetterKind,
  language: Language = 'en',
): Letter | undefined => {
  const rule = letterRule(procedure, letter);
  const now = instant('2026-09-03T01:00:00.000Z');
  return rule && letterOf({ caseId: STORY_CASE, events, procedure, letter, language, now }, rule);
};

const resolved = (): Story =>
  story(procedure)
    .replaying(storyAt('implemented'))
    .by(GENERAL_MANAGER)
    .do('GrantCompensation', { remedy: refund('1234.50'), reason: 'Fair' })
    .do('GrantCompensation', { remedy: { kind: 'apology' }, reason: 'Fair' })
    .do('ResolveCase', { summary: 'The sensor was replaced.' })
    .by(RECEIVER)
    .accepted();

describe('a letter from the case (OUT-2)', () => {
  it('OUT-2 tells the answer, what is given, and where to turn next, in either language', () => {
    const { text = '', lacking } = written(resolved().events, 'finalResponse') ?? {};
    expect(lacking).toEqual([]);
    expect(text).toContain('Our answer: The sensor was replaced.');
    expect(text).toContain('What you get: refund of CNY 1,234.50; apology.');
    expect(text).toMatch(/\nYou may turn to: Consumer council$/);
    const chinese = written(resolved().events, 'finalResponse', 'zh')?.text;
    expect(chinese).toContain('给您的补偿：退款 CNY 1,234.50；致歉。');
    expect(chinese).toMatch(/\n您可向以下机构反映：消费者委员会$/);
  });

  it.each(['en', 'zh'] as const)('OUT-2 what the procedure writes (%s) is what may be sent', (language) => {
    const told = resolved();
    const letter = written(told.events, 'finalResponse', language)?.text ?? '';
    told.do('IssueFinalResponse', { method: 'letter', letter }).accepted();
  });

  it('OUT-2 says that the answer is lacking before there is one, and again once the case is reopened', () => {
    const told = resolved();
    expect(written(storyAt('investigated').events, 'finalResponse')?.lacking).toEqual(['outcome']);
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Again' }).accepted();
    expect(written(told.events, 'finalResponse')?.lacking).toEqual(['outcome']);
  });

  it('INT-6 an acknowledgement tells the number and when we answer', () => {
    const firstAnswerBy = '2026-09-05T02:00:00.000Z';
    const told = storyAt('received')
      .do('SendAcknowledgement', { method: 'letter', firstAnswerBy })
      .accepted();
    const { text = '', lacking } = written(told.events, 'acknowledgement') ?? {};
    expect(lacking).toEqual([]);
    expect(text).toContain(`with the number ${STORY_CASE}.`);
    expect(text).toContain('answer by 2026-09-05 10:00. ');
    expect(written(storyAt('received').events, 'acknowledgement')?.text).toContain(
      'the time that we told you',
    );
  });

  it('PRI-2 what is erased is not said otherwise, it is lacking', () => {
    const [first, ...others] = resolved().events;
    const data = { ...first?.data, complainant: { name: ERASED, anonymous: false }, description: ERASED };
    const events = [{ ...first, data } as unknown as CaseEvent, ...others];
    expect(written(events, 'finalResponse')?.lacking).toEqual(['complainant', 'matter']);
  });
});
