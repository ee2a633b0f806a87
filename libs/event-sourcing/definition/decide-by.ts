import type { CommandContent } from '../command.ts';
import { isRefusal, type Decision, type Refusal } from '../decider.ts';
import type { AggregateTypes, CommandDefinition } from './command-definition.ts';

/** Judges `when` and `who` of a definition, and yields the state that its decision may rely on. */
export type Admission<Types extends AggregateTypes> = (
  definition: CommandDefinition<Types>,
  state: Types['state'],
  context: Types['context'],
  data: unknown,
) => (Types['state'] & object) | Refusal;

/** From a list of definitions to one decision: find it, admit it, decide. */
export function decideBy<Types extends AggregateTypes>(
  definitions: readonly CommandDefinition<Types>[],
  admit: Admission<Types>,
) {
  const byName = new Map(definitions.map((each) => [each.name, each]));
  return (
    { type, data }: CommandContent,
    state: Types['state'],
    context: Types['context'],
  ): Decision<Types['draft']> => {
    const definition = byName.get(type);
    if (definition === undefined) throw new Error(`no command "${type}" is defined`);
    const admitted = admit(definition, state, context, data);
    // Name and data of a command belong together by its type; TypeScript cannot follow that through the list.
    return isRefusal(admitted) ? admitted : definition.decide(data as never, admitted, context);
  };
}
