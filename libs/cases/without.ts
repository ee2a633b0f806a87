/** The value without the named fields: a copy, or the value itself when it has none of them. */
export function without<Value extends object, Name extends keyof Value & string>(
  value: Value,
  ...names: readonly Name[]
): Omit<Value, Name> {
  if (!names.some((name) => Object.hasOwn(value, name))) return value;
  const kept = Object.entries(value).filter(([name]) => !(names as readonly string[]).includes(name));
  return Object.fromEntries(kept) as Omit<Value, Name>;
}
