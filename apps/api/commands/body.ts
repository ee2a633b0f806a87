import {
  dated,
  schemaOfFields,
  type AnyAggregate,
  type CommandDefinition,
  type Fields,
  type JsonSchema,
} from '#event-sourcing';

export const bodyOf = ({ data }: CommandDefinition): Fields => ({ ...data, ...dated });

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const partName = (name: string): string => `${name}Dto`;

export const bodyReference = ({ name }: CommandDefinition): JsonSchema => reference(`${name}Body`);

/** The bodies of all routes, and the parts that they share, each once by its name. */
export function bodySchemas({
  commands,
}: Pick<AnyAggregate, 'commands'>): Readonly<Record<string, JsonSchema>> {
  const schemas = new Map<string, JsonSchema>();
  const describe = (name: string, fields: Fields): void => {
    if (schemas.has(name)) return;
    schemas.set(
      name,
      schemaOfFields(fields, (part) => {
        describe(partName(part.name), part.fields);
        return reference(partName(part.name));
      }),
    );
  };
  for (const definition of commands.filter(({ route }) => takesJson(route)))
    describe(`${definition.name}Body`, bodyOf(definition));
  return Object.fromEntries(schemas);
}

const takesJson = (route: CommandDefinition['route']): boolean =>
  route !== 'none' && !(route !== undefined && 'form' in route);
