import type { Act, Operator } from './auditing.ts';
import type { Engine } from '../engine.ts';
import type { Projecting } from '../projecting.ts';

/** D8: a read model is made to differ from the history, or to agree with it again, only on record. */
export function decidedOnRecord(
  { parked, release, discard }: Pick<Projecting, 'parked' | 'release' | 'discard'>,
  audit: (act: Act) => Promise<void>,
): Pick<Engine, 'release' | 'discard'> {
  const record = async (
    decision: 'release' | 'discard',
    at: { readonly readModel: string; readonly stream: string },
    { through, ...by }: Operator,
  ): Promise<void> => {
    const those = (await parked()).filter(
      ({ projection, stream }) => projection === at.readModel && stream === at.stream,
    );
    if (those.length === 0) return;
    const data = { decision, ...at, events: those.length, through };
    await audit({ ...by, command: { type: 'RecordParkedDecision', data } });
  };
  return {
    async release(readModel, stream, by) {
      await record('release', { readModel, stream }, by);
      return release(readModel, stream);
    },
    async discard(readModel, stream, by) {
      await record('discard', { readModel, stream }, by);
      return discard(readModel, stream);
    },
  };
}
