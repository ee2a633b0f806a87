import { describe, expect, it } from 'vitest';
import type { Procedure } from '#procedures';
import { storyAt } from '../../testing/stages.ts';
import { GENERAL_MANAGER, RECEIVER, residentialProperty, story, type Story } from '../../testing/story.ts';
import { refund, yuan } from '../../testing/supermarket.ts';
import { notInResponse } from '../rules/final-response.ts';

const summary = { summary: 'The sensor was replaced.' };

describe('the written final response (OUT-2)', () => {
  const given = (): Story =>
    storyAt('implemented')
      .by(GENERAL_MANAGER)
      .do('GrantCompensation', { remedy: refund('1234.50'), reason: 'Fair' })
      .do('GrantCompensation', { remedy: refund('10.00'), reason: 'Fair' })
      .by(RECEIVER)
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .accepted();
  const writes = (told: Story, letter: string): Story =>
    told.do('IssueFinalResponse', { method: 'letter', letter });

  it('OUT-2 says every sum that is given in figures, as people write them, or what they add up to', () => {
    writes(given(), 'You get 1,234.50 yuan.').refused('response-incomplete', 'OUT-2');
    expect(
      given().ask('IssueFinalResponse', { method: 'letter', letter: 'You get 11234.50, or 10.01.' }),
    ).toMatchObject({
      details: { sums: [yuan('1234.50'), yuan('10.00')] },
    });
    for (const letter of [
      'You get ¥1,234.50 and 10 yuan.',
      'In 2026 1 234.50 yuan, and in room 12 10 yuan',
      '赔偿金额（元）：1234.50，另付10元。',
      '退还 １２３４．５ 元及 10.00 元。',
      'CNY 1244.50 in all',
    ])
      writes(given(), letter).accepted();
  });

  it.each([
    ['within 300 days', false],
    ['in 1300 yuan', false],
    ['500 yuan, 300 days', false],
    ['EUR 300', false],
    ['支付500元，300天内', false],
    ['In 2026 300 yuan', true],
    ['付100，300元', true],
    ['RMB300', true],
    ['人民币300元整', true],
    ['￥300.00', true],
    ['300.00 (CNY)', true],
  ])('OUT-2 a sum is a figure beside its currency: %s', (letter, isSaid) => {
    const told = storyAt('implemented')
      .by(GENERAL_MANAGER)
      .do('GrantCompensation', { remedy: refund('300.00'), reason: 'Fair' })
      .by(RECEIVER)
      .letting(GENERAL_MANAGER, 'ResolveCase', summary);
    const answer = writes(told.accepted(), letter);
    if (isSaid) answer.accepted();
    else answer.refused('response-incomplete', 'OUT-2');
  });

  it('OUT-2 INV-2 names the file that was sent by its hash, and none that the case does not have', () => {
    const file = { sha256: 'ab'.repeat(32), size: 9, mediaType: 'application/pdf', fileName: 'letter.pdf' };
    const response = { method: 'letter', letter: 'It runs again.', evidence: 'E1' } as const;
    storyAt('resolved').do('IssueFinalResponse', response).refused('unknown-evidence', 'INV-2');
    const told = storyAt('resolved').do('AddEvidence', file).do('IssueFinalResponse', response);
    expect(told.last('FinalResponseIssued')).toEqual([
      { method: 'letter', letter: 'It runs again.', sent: { evidence: 'E1', sha256: file.sha256 } },
    ]);
  });

  it('OUT-2 OUT-7 names each place to turn to, in one of its languages, and none to somebody unknown', () => {
    const procedure: Procedure = {
      ...residentialProperty,
      turnTo: [
        { id: 'association', title: 'Consumer association', zh: '消费者协会' },
        { id: 'council', title: 'Council', when: { severities: ['major'] } },
      ],
    };
    const under = (told: Story): Story => story(procedure).replaying(told);
    writes(under(storyAt('resolved')), 'It runs again.').refused('response-incomplete', 'OUT-2');
    for (const letter of ['Or ask the consumer\nAssociation.', '可向消费者协会投诉。'])
      writes(under(storyAt('resolved')), letter).accepted();
    const { record } = storyAt('resolved');
    const unknown = { ...record, complainant: { ...record.complainant, anonymous: true } };
    expect(notInResponse('It runs.', unknown, procedure)).toBeUndefined();
  });
});
