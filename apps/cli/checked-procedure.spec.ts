import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT, textOfFile } from '#procedures';
import { checkedFile } from './checked-procedure.ts';

const shipped = (name: string): string =>
  textOfFile(fileURLToPath(new URL(`../../libs/procedures/shipped/${name}.yaml`, import.meta.url)));

describe('a procedure file that is checked', () => {
  it('D13 shows the place of a mistake as compilers do, and what would be right', () => {
    const text = shipped('residential-property').replace('allowance: 1 month', 'allowance: one month');
    const line = text.split('\n').findIndex((each) => each.includes('allowance: one month')) + 1;
    const { valid, told } = checkedFile('own.yaml', text, '2026-11-27');
    expect(valid).toBe(false);
    expect(told).toMatch(
      new RegExp(
        `^own\\.yaml:${String(line)}:5: error: clocks\\[\\d+\\]\\.allowance: "one month" is no allowance; write 10m, `,
      ),
    );
    expect(told).toContain(`\n  ${String(line)} |     allowance: one month\n      |     ^\n`);
  });

  it('D13 refuses one that is too long to be installed, whatever makes it long', () => {
    const text = shipped('small-shop');
    const comment = (length: number) => `# ${'-'.repeat(length - text.length - 3)}\n`;
    expect(checkedFile('own.yaml', comment(LONGEST_TEXT) + text, '2026-11-27').valid).toBe(true);
    expect(checkedFile('own.yaml', comment(LONGEST_TEXT + 1) + text, '2026-11-27')).toEqual({
      valid: false,
      told: 'own.yaml: error: It is longer than 200000 characters.\n\n',
    });
  });

  it('D13 advises on one that can be used', () => {
    const { valid, told } = checkedFile('old.yaml', shipped('historic-import'), '2026-11-27');
    expect(valid).toBe(true);
    expect(told).toContain('advice: clocks: no clock runs while "manager" is asked');
    expect(told.trimEnd().split('\n').at(-1)).toBe(
      'old.yaml: historic-import, version 1 (Imported history) can be used.',
    );
  });

  it('LIF-2 D13 refuses one under which a complaint has no end, and advises on what nobody may do', () => {
    const shop = shipped('small-shop');
    const places = Array.from(
      { length: 21 },
      (_, place) => `  - { id: p${String(place)}, title: { en: P, zh: 处 } }`,
    );
    const stuck = `${shop}turnTo:\n${places.join('\n')}\n`;
    expect(checkedFile('own.yaml', stuck, '2026-11-27')).toMatchObject({
      valid: false,
      told: expect.stringContaining(
        `own.yaml:${String(stuck.split('\n').length - 1)}:5: error: turnTo[20]: nobody can bring this to an end`,
      ) as string,
    });
    const idle = `${shop}directRoutes: [{ to: owner, when: { severities: [ordinary] }, rule: AUT-1 }]\n`;
    const { valid, told } = checkedFile('own.yaml', idle, '2026-11-27');
    expect(valid).toBe(true);
    expect(told).toContain('advice: directRoutes[0]: Going straight to "owner": nobody ever may.');
  });
});
