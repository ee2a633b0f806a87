import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { procedureJsonSchema } from './json-schema.ts';
import { shippedTexts } from './testing/shipped.ts';
import { SOUND, changed } from './testing/sound-file.ts';

const published = JSON.parse(
  readFileSync(new URL('../../docs/reference/procedure.schema.json', import.meta.url), 'utf8'),
) as object;
const fits = new Ajv({ strict: false }).compile(published);

describe('the published form of procedure files', () => {
  it('D13 is the one that the loader checks by', () => {
    expect(published).toEqual(procedureJsonSchema());
  });

  it('D13 fits every shipped file and the sound one', () => {
    for (const { text } of [...shippedTexts(), { text: SOUND }]) {
      fits(parse(text));
      expect(fits.errors).toBeNull();
    }
  });

  it.each([
    ['an unknown key', changed(['title: Corner shop', 'titel: Corner shop'])],
    ['a word that is none', changed(['starts: received', 'starts: received-it'])],
    ['an amount without quotes', changed(["keeper: '50.00'", 'keeper: 50.00'])],
  ])('D13 does not fit %s', (_, text) => {
    expect(fits(parse(text))).toBe(false);
  });

  it('D13 says to editors what a figure looks like', () => {
    expect(JSON.stringify(published)).toContain('3 business days');
    expect(JSON.stringify(published)).not.toContain('"format"');
  });
});
