import { describe, expect, it } from 'vitest';
import { parseProcedure } from '../parse.ts';
import { shippedTexts } from '../testing/shipped.ts';
import { changed, SOUND } from '../testing/sound-file.ts';
import { describeProcedure } from './describe.ts';
import { procedureDifferences } from './diff.ts';
import { procedureMarkdown } from './markdown.ts';
import { procedurePicture } from './picture.ts';

const shop = parseProcedure('shop.yaml', SOUND);
const rows = (title: string) =>
  describeProcedure(shop).find((section) => section.title.startsWith(title))?.rows;

describe('a procedure explained', () => {
  it('D13 says by its titles who decides what, and how much each level may give', () => {
    expect(rows('The ladder')).toEqual([
      ['Owner', 'no limit', 'resolve (Big)'],
      ['Shop keeper', '50.00 EUR', ''],
      ['whoever has it', '5.00 EUR', ''],
    ]);
    expect(rows('Who decides what')).toContainEqual(['dear', 'Owner', 'goods of at least 500.00 EUR']);
  });

  it('CLK-4 says how much longer a level may make a clock at most', () => {
    const bounded = parseProcedure(
      'shop.yaml',
      changed([
        'outcomes: [substantiated] }, approver: owner',
        'outcomes: [substantiated] }, approver: owner, longest: 3 business days',
      ]),
    );
    const [owner] =
      describeProcedure(bounded).find(({ title }) => title.startsWith('The ladder'))?.rows ?? [];
    expect(owner).toEqual(['Owner', 'no limit', 'resolve (Big, 3 working days at most)']);
  });

  it('D13 says of each clock from when, until when and how long', () => {
    expect(rows('Clocks')?.[1]).toEqual([
      ...['resolve', 'Resolve', 'received', 'resolved', 'Small: 3 working days; Big: the same day'],
      ...['channel desk; goods below 10.00 EUR', 'owner', '', 'CLK-3'],
    ]);
  });

  it('D13 says what has to be there, and what is asked', () => {
    expect(rows('The path')).toContainEqual([
      'before it is resolved: concluded',
      'complainant business; cause Stored badly',
    ]);
    expect(rows('Asked at intake')).toEqual([
      ['Desk', 'North / South', ''],
      ['Room', 'text', 'channel phone; Desk North'],
      ['complainant name', '', 'always'],
    ]);
  });

  it('D13 says what a kind of remedy has limits of its own for, who goes to the spot, and what is asked at the end', () => {
    expect(rows('Limits of their own')).toEqual([
      ['discount: Owner', '30 %'],
      ['discount: Shop keeper', '12 %'],
      ['discount: whoever has it', 'nothing'],
      ['gift: Owner', 'no limit'],
      ['gift: Shop keeper', '20.00 EUR'],
      ['gift: whoever has it', 'nothing'],
    ]);
    expect(rows('The path')).toContainEqual(['people on the spot', 'at least 2']);
    expect(rows('Asked at the follow-up')).toEqual([['Coming back', 'yes no']]);
  });

  it('D13 is a page of a manual, in which no cell breaks the table', () => {
    const page = procedureMarkdown(
      parseProcedure('shop.yaml', changed(['title: Resolve', "title: 'A | B'"])),
    );
    expect(page).toContain('# Corner shop');
    expect(page).toContain('A \\| B');
  });

  it.each(shippedTexts())(
    'D13 draws $name as one picture with every clock and level in it',
    ({ text, name }) => {
      const procedure = parseProcedure(name, text);
      const picture = procedurePicture(procedure);
      expect(picture.match(/<text/g)).toHaveLength(picture.match(/<\/text>/g)?.length ?? 0);
      for (const { title } of [...procedure.ladder, ...procedure.clocks])
        expect(picture).toContain(title.slice(0, 20).replaceAll('&', '&amp;'));
      expect(picture).not.toMatch(/undefined|NaN|Infinity/);
    },
  );
});

describe('what is different for a case', () => {
  const differences = (...edits: readonly (readonly [string, string])[]) =>
    procedureDifferences(shop, parseProcedure('shop.yaml', changed(...edits)));

  it('D13 says nothing where nothing is', () => {
    expect(differences(['version: 2', 'version: 3'])).toEqual([]);
  });

  it('D13 says in sentences what is new, gone or otherwise', () => {
    expect(differences(['allowance: 24h', 'allowance: 12h'])).toEqual([
      'Clocks: "reply", allowed: 12 h instead of 1 day.',
    ]);
    expect(differences(["keeper: '50.00'", "keeper: '80.00'"])).toEqual([
      'The ladder, from the highest: "Shop keeper", may grant per case: 80.00 EUR instead of 50.00 EUR.',
    ]);
    expect(differences(['{ id: dear,', '{ id: expensive,'])).toEqual([
      'Who decides what (the highest that holds): "dear" is gone; it was level Owner, when goods of at least 500.00 EUR.',
      'Who decides what (the highest that holds): new is "expensive": level Owner, when goods of at least 500.00 EUR.',
    ]);
  });
});
