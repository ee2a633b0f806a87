import {
  commandWord,
  isRefusal,
  refuse,
  type Admission,
  type CommandDefinition,
  type Refusal,
} from '#event-sourcing';
import { isBody } from '#procedures';
import type { CaseTypes } from './command.ts';
import type { CaseContext } from './context.ts';
import { unknownReference } from './rules/references.ts';
import { beforeItsGround, beforeItWasReceived } from './moments.ts';
import { partMissing } from './stage-policy.ts';
import type { CaseRecord, CaseState } from './state.ts';
import { notEntitled } from './who-policy.ts';

/** LIF-1, LIF-5, INV-4: what is asked of a command by its `when` and `who`, before it is decided. */
export const admitToCase: Admission<CaseTypes> = (definition, state, context, data) => {
  const unknown = unknownReference(definition, data, context);
  if (definition.when.parts === 'any')
    return (
      (state.status === 'logged' ? entitled(definition, data, state, context) : undefined) ?? unknown ?? state
    );
  const logged = onlyLogged(state);
  if (isRefusal(logged)) return logged;
  return refusedAsItStands(definition, data, logged, context) ?? unknown ?? logged;
};

/** What stands against a command by how the case stands and by who sends it, before anybody looks whether what it carries is right. */
export const refusedAsItStands = (
  definition: CommandDefinition<CaseTypes>,
  data: unknown,
  logged: CaseRecord,
  context: CaseContext,
): Refusal | undefined =>
  notForBodies(definition, context) ??
  partMissing(definition.name, definition.when, logged) ??
  beforeItWasReceived(logged, context) ??
  beforeItsGround(definition.when.restsOn, logged, context) ??
  entitled(definition, data, logged, context);

/** The data belongs to the definition by its name; TypeScript cannot follow that through the list. */
const entitled = (
  definition: CommandDefinition<CaseTypes>,
  data: unknown,
  logged: CaseRecord,
  context: CaseContext,
): Refusal | undefined =>
  notEntitled(definition.who, definition.weighs?.(data as never, logged, context) ?? {}, logged, context);

/** AUT-1: a body beside the ladder looks at cases, and decides and records nothing else in them. */
const notForBodies = (
  { name }: { readonly name: string },
  { procedure, actor: { role } }: CaseContext,
): Refusal | undefined =>
  isBody(procedure, role) && name !== 'ReviewCase'
    ? refuse(
        'AUT-1',
        'body-may-not',
        `"${role}" reviews cases; ${commandWord(name)} is for those who handle them.`,
        {
          remedy: 'Act at the front line or at a level, where you hold one (X-Acting-Role).',
          details: { role },
        },
      )
    : undefined;

const onlyLogged = (state: CaseState): CaseRecord | Refusal => {
  if (state.status === 'logged') return state;
  return state.status === 'none'
    ? refuse('LIF-1', 'case-not-found', 'There is no such case.')
    : refuse('INT-8', 'wrong-stage', 'An abandoned contact: call back and log the complaint first.', {
        details: { stage: state.stage },
      });
};
