import { describe, expect, it } from 'vitest';
import { findLeaf } from './leaves.ts';
import { parseProcedure } from './parse.ts';
import { findGoods } from './select.ts';
import { SOUND } from './testing/sound-file.ts';

/** Every word of the sound file in both languages. */
const bilingual = SOUND.replace(/title: (\w[\w ]*?)(?=[\n,} ]*[\n,}])/g, 'title: { en: $1, zh: 词$1 }')
  .replace('injury: Somebody was hurt', 'injury: { en: Somebody was hurt, zh: 有人受伤 }')
  .replace('storage: Stored badly', 'storage: { en: Stored badly, zh: 存放不当 }')
  .replace(
    'acknowledgement: We have it as {case}.',
    "acknowledgement: { en: 'We have it as {case}.', zh: '已收到 {case}。' }",
  )
  .replace(
    "finalResponse: 'On",
    "finalResponse:\n    zh: '{case}：{outcome} 补偿 {remedies|无}，{places|}'\n    en: 'On",
  )
  .replace('in-court: A court decides it.', 'in-court: { en: A court decides it., zh: 由法院裁决。 }')
  .replace('north: North, south: South', 'north: { en: North, zh: 北 }, south: { en: South, zh: 南 }')
  .replace(
    'version: 2',
    'version: 2\nlanguage: zh\nlegalBasis: [{ en: Consumer law, zh: 消费者权益保护法 }]',
  );

describe('a procedure in English and Chinese', () => {
  const procedure = parseProcedure('shop.yaml', bilingual);

  it('D13 says every word in both languages', () => {
    expect(procedure).toMatchObject({
      ...{ title: 'Corner shop', zh: '词Corner shop', language: 'zh' },
      legalBasis: [{ text: 'Consumer law', zh: '消费者权益保护法' }],
      rootCauses: [{ id: 'storage', title: 'Stored badly', zh: '存放不当' }],
      inadmissibleGrounds: [{ id: 'in-court', explanation: 'A court decides it.', zh: '由法院裁决。' }],
    });
    expect(procedure.severities[1]?.criteria).toEqual([
      { id: 'injury', text: 'Somebody was hurt', zh: '有人受伤' },
    ]);
    expect(procedure.ladder[0]).toEqual({ id: 'keeper', title: 'Shop keeper', zh: '词Shop keeper' });
  });

  it('CLS-1 SOL-5 finds a category and goods by their Chinese names, too', () => {
    expect(findLeaf(procedure, '词stale')?.path).toBe('goods/stale');
    expect(procedure.counterReturn && findGoods(procedure.counterReturn, '词watches')).toBe('watches');
  });

  it('D13 is English where a file says nothing else', () => {
    const english = parseProcedure('shop.yaml', SOUND);
    expect(english).toMatchObject({ title: 'Corner shop', language: 'en', legalBasis: [] });
    expect(english).not.toHaveProperty('zh');
  });
});
