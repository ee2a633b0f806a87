export type BodyClass<Body extends object = object> = new () => Body;

/** What the edge knows about one field. */
export interface FieldShape {
  /** Brings an accepted spelling to the one that is stored; leaves anything else as it is for the validator to refuse. */
  readonly convert?: (value: unknown) => unknown;
  readonly nested?: () => BodyClass;
  readonly accepts: (value: unknown) => boolean;
  readonly optional: boolean;
}

const declared = new WeakMap<object, Map<string, FieldShape>>();
const collected = new WeakMap<object, ReadonlyMap<string, FieldShape>>();

export function declareField(prototype: object, name: string, shape: FieldShape): void {
  const fields = declared.get(prototype) ?? new Map<string, FieldShape>();
  declared.set(prototype, fields.set(name, shape));
}

/** The declared fields of a body class and of the classes that it extends. */
export function fieldsOf({ prototype }: { readonly prototype: object }): ReadonlyMap<string, FieldShape> {
  const known = collected.get(prototype);
  if (known !== undefined) return known;
  const parent = Object.getPrototypeOf(prototype) as object | null;
  const inherited = parent === null ? [] : fieldsOf({ prototype: parent });
  const fields = new Map([...inherited, ...(declared.get(prototype) ?? [])]);
  collected.set(prototype, fields);
  return fields;
}
