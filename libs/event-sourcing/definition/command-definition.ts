import type { Decision } from '../decider.ts';
import type { EventDraft } from '../event.ts';
import type { DataOf, Fields } from './field.ts';

/** What all commands of one aggregate type have in common: a type only. */
export interface AggregateTypes {
  readonly state: unknown;
  readonly context: unknown;
  readonly draft: EventDraft;
  /** A row of its table of rights. */
  readonly who: unknown;
  /** What a row leaves open because it depends on what the command carries. */
  readonly weight: unknown;
  /** What an aggregate has to be like for the command. */
  readonly when: unknown;
  /** Heading under which the command is documented. */
  readonly group: string;
}

/** A command's name as addresses and the command line have it: `GrantCompensation` is `grant-compensation`. */
export const commandWord = (name: string): string =>
  name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** Where a command is sent to, below the address of its aggregate; absent: the command's name in kebab-case. */
export type CommandRoute =
  /** Sent by our own processes only. */
  | 'none'
  | {
      /** Of its own, because it begins an aggregate: there is nothing yet that it could stand below. */
      readonly begins: string;
      /** The same command for an aggregate that something else has begun. */
      readonly also?: { readonly at: string; readonly name: string; readonly summary: string };
    }
  /** `form`: the body is an upload, which has a controller of its own. */
  | { readonly at: string; readonly form: true };

/** `when` says by its type what state the decision is given. */
export interface Admits<State> {
  /** Never there at run time. */
  readonly admits?: State;
}

/**
 * A command in one value. Everything else that is known of it derives from here: types, decider, route, check of the
 * body, documentation, generators of tests.
 */
export interface CommandDefinition<
  Types extends AggregateTypes = AggregateTypes,
  Name extends string = string,
  Data extends Fields = Fields,
  Admitted extends Types['state'] = Types['state'],
> {
  /** Imperative, `GrantCompensation`; also the type of the command. */
  readonly name: Name;
  /** One sentence, with the ids of its requirements. */
  readonly summary: string;
  readonly group: Types['group'];
  readonly data: Data;
  readonly who: Types['who'];
  readonly when: Types['when'] & Admits<Admitted>;
  readonly route?: CommandRoute;
  /** What `who` leaves open: the same function for everybody who has to know it. */
  weighs?(data: DataOf<Data>, state: Admitted, context: Types['context']): Types['weight'];
  /** Pure: refuses with a reason or returns the facts to record. */
  decide(data: DataOf<Data>, state: Admitted, context: Types['context']): Decision<Types['draft']>;
}

/** The builder of an aggregate's commands; it only fixes types: the definition is the plain value that it is given. */
export const commandsOf =
  <Types extends AggregateTypes>() =>
  <const Name extends string, const Data extends Fields, Admitted extends Types['state']>(
    definition: CommandDefinition<Types, Name, Data, Admitted>,
  ): CommandDefinition<Types, Name, Data, Admitted> =>
    definition;

interface Named {
  readonly name: string;
  readonly data: Fields;
}

/** What each command of a list carries, by its name. */
export type CommandData<Definitions extends readonly Named[]> = {
  readonly [Each in Definitions[number] as Each['name']]: DataOf<Each['data']>;
};

/** The union of the commands of a list, or those of the given names. */
export type CommandOf<
  Definitions extends readonly Named[],
  Name extends Definitions[number]['name'] = Definitions[number]['name'],
> = {
  [Each in Name]: { readonly type: Each; readonly data: CommandData<Definitions>[Each] };
}[Name];
