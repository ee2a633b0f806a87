import type { Allowance } from './allowance.ts';
import { readAllowance } from './notation.ts';

/** The checks have read it before; not being able to now is a mistake of ours. */
export function sound<Value>(value: Value | undefined, text: string): Value {
  if (value === undefined) throw new TypeError(`unchecked figure: ${text}`);
  return value;
}

export const timeOf = (text: string): Allowance => sound(readAllowance(text), text);
