import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readText, textOfFile } from '#procedures';
import { asMapping, InvalidMapping, type ImportMapping } from './mapping/mapping.ts';

const SHIPPED = path.join(import.meta.dirname, 'mappings');

/** Names of the mappings that come with the product. */
export const shippedMappings = (): readonly string[] =>
  readdirSync(SHIPPED)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''));

/** A shipped mapping by name, or one's own by path. Throws {@link InvalidMapping}. */
export function loadMapping(nameOrFile: string): ImportMapping {
  const shipped = /^[a-z0-9-]+$/.test(nameOrFile) ? path.join(SHIPPED, `${nameOrFile}.yaml`) : undefined;
  const file = shipped ?? nameOrFile;
  if (!existsSync(file))
    throw new InvalidMapping(
      `There is no mapping "${nameOrFile}". Shipped: ${shippedMappings().join(', ')}; or give the path of a .yaml file of your own.`,
    );
  const name = path.basename(file);
  return asMapping(contentOf(file, name), name);
}

function contentOf(file: string, name: string): unknown {
  const { value, syntax } = readText(name, textIn(file, name));
  const [problem] = syntax;
  if (problem === undefined) return value;
  const at = problem.line === undefined ? '' : ` (line ${String(problem.line)})`;
  throw new InvalidMapping(`${name}: ${problem.reason}${at}`);
}

function textIn(file: string, name: string): string {
  try {
    return textOfFile(file);
  } catch (cause) {
    throw new InvalidMapping(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
