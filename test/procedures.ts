import { fileURLToPath } from 'node:url';
import type { Engine, Outcome } from '#engine';
import { commandId } from '#event-sourcing';
import { rulesIn, textOfFile } from '#procedures';
import { rulebookAggregate, type RulebookCommand } from '#rulebook';

const SHIPPED = new URL('../libs/procedures/shipped/residential-property.yaml', import.meta.url);
const WITHIN = 'allowance: 1 month';

/** The text of a procedure of their own, with a month for every complaint; the second version gives another time for it. */
export const ownProcedure = (version: number, months = version): string =>
  textOfFile(fileURLToPath(SHIPPED))
    .replace('id: residential-property', `id: ${OWN}`)
    .replace('version: 1', `version: ${String(version)}`)
    .replace(WITHIN, months === 1 ? WITHIN : `allowance: ${String(months)} months`);

export const OWN = 'own-property';

export const sendRules = (
  { send }: Pick<Engine, 'send'>,
  id: string,
  command: RulebookCommand,
): Promise<Outcome> =>
  send(rulebookAggregate.kind, {
    ...{ id, command, actor: { id: 'administrator', role: 'admin' } },
    commandId: commandId('rules of the tests', id, JSON.stringify(command)),
  });

/** As an administrator installs a version that lies in no file of this process. */
export async function installed(
  engine: Pick<Engine, 'send'>,
  text: string,
  more: { readonly from?: string; readonly sites?: readonly string[] } = {},
): Promise<void> {
  const { id } = rulesIn('a file of the tests', text);
  const outcome = await sendRules(engine, id, { type: 'InstallVersion', data: { text, ...more } });
  if (!('revision' in outcome)) throw new Error(JSON.stringify(outcome));
}
