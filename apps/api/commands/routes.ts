import { commandWord, type AnyAggregate, type CommandDefinition } from '#event-sourcing';

/** One address at which one command is taken. */
export interface RouteOfCommand {
  readonly aggregate: AnyAggregate;
  readonly definition: CommandDefinition;
  /** Of the operation: the command's own, except where a command has a second address. */
  readonly name: string;
  readonly summary: string;
  readonly path: string;
  /** Takes no If-Match: there is nothing yet that could have changed. */
  readonly begins: boolean;
  /** The body is an upload. */
  readonly form: boolean;
}

/** Something comes to be that has an address of its own: answered with 201 and that address. */
export function createsOf({ begins, form, path, aggregate }: RouteOfCommand): string | undefined {
  const { id, address } = aggregate;
  const example = (at: string): string => `/${at.replace(`:${id.name}`, id.example)}`;
  if (begins) return example(address);
  return form ? `${example(path)}/E1` : undefined;
}

/** Every route of an aggregate's commands; none for what only our own processes send. */
export const routesOf = (aggregate: AnyAggregate): readonly RouteOfCommand[] =>
  aggregate.commands.flatMap((definition) => routesOfCommand(aggregate, definition));

function routesOfCommand(aggregate: AnyAggregate, definition: CommandDefinition): readonly RouteOfCommand[] {
  const { name, summary, route } = definition;
  const usual = { aggregate, definition, name, summary, begins: false, form: false };
  const below = (at: string): string => `${aggregate.address}/${at}`;
  if (route === 'none') return [];
  if (route === undefined) return [{ ...usual, path: below(commandWord(name)) }];
  if ('at' in route) return [{ ...usual, path: below(route.at), form: route.form }];
  const { begins, also } = route;
  const first = { ...usual, path: begins, begins: true };
  return also === undefined
    ? [first]
    : [first, { ...usual, name: also.name, summary: also.summary, path: below(also.at) }];
}
