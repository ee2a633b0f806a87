import { readdirSync, readFileSync } from 'node:fs';
import { loadProcedures } from '../load.ts';
import type { Procedure } from '../procedure.ts';
import type { Matter } from '../select.ts';

const registry = loadProcedures();
export const shipped = (id: string): Procedure => {
  const found = registry.get(id);
  if (found === undefined) throw new Error(`not shipped: ${id}`);
  return found;
};
export const shop = shipped('supermarket-authority');
export const property = shipped('residential-property');
export const matter = (more: Partial<Matter> = {}): Matter => ({ flags: [], ...more });

const FOLDER = new URL('../shipped/', import.meta.url);

/** Every shipped file as it is written. */
export const shippedTexts = (): readonly { readonly name: string; readonly text: string }[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }));
