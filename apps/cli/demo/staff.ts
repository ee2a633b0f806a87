import { readFile } from 'node:fs/promises';
import { applyRoster, type RedressEngine } from '#engine';
import { laddersOf, parseRoster } from '#organisation';

const ROSTER = new URL('./organisation.yaml', import.meta.url);

/** Whoever works in the demo works there from now on, as an administrator would have it. */
export async function staffTheDemo(engine: RedressEngine): Promise<void> {
  const roster = parseRoster(
    'organisation.yaml',
    await readFile(ROSTER, 'utf8'),
    laddersOf(engine.procedures),
  );
  const { applied, refusals } = await applyRoster(engine, roster, { by: 'demo' });
  if (!applied)
    throw new Error(
      `the organisation of the demo is refused: ${refusals.map(({ message }) => message).join(' ')}`,
    );
}
