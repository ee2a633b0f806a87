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
