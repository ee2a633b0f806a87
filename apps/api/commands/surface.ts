import type { CommandContent, CommandDefinition, CommandId } from '#event-sourcing';
import type { Outcome, Request } from '#engine';
import type { Access } from '../auth/index.ts';
import type { ApiEngine } from '../options.ts';

/** What the edge has to know of one aggregate type to offer its commands: everything else comes from their definitions. */
export interface CommandSurface {
  readonly commands: readonly CommandDefinition[];
  /** The schemas of the events that they record. */
  readonly events: Readonly<Record<string, object>>;
  /** The one role that sends them; which capacity counts in the matter is decided there. */
  readonly access: Access;
  /** Where it stands; the commands stand below it: `cases/:caseId`. */
  readonly address: string;
  /** Its id, as addresses and answers name it. */
  readonly id: { readonly name: string; readonly example: string };
  /** Name of the schema of what its commands answer. */
  readonly answer: string;
  /** As sentences call it: `case`. */
  readonly noun: string;
  /** From the parameters of the address. Throws a problem for an id that nothing can have. */
  idOf(parameters: Readonly<Record<string, string>>): string;
  /** Of something that the command begins. */
  newId(command: CommandId): string;
  /** Throws a problem when there is none. */
  assertBegun(engine: ApiEngine, id: string): Promise<void>;
  send(engine: ApiEngine, request: Request<CommandContent>): Promise<Outcome>;
}
