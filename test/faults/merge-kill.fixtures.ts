import { caseStreamOf, createCaseCodec, evolve, noCase, type CaseState } from '#cases';
import type { CommandRequest, RedressEngine } from '#engine';
import { commandId } from '#event-sourcing';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';

export const FROM = '2B4D-6F8H-JKMN';
export const INTO = '7F3K-9M2Q-X4TB';
const actor = { id: 'deng.rui', role: 'affairs-supervisor' };

/** Who merges works there. */
export const staffTheMerge = (engine: RedressEngine): Promise<void> =>
  hire(engine, { id: actor.id, levels: [actor.role] });

export const logged = (caseId: string, phone: string): CommandRequest => ({
  ...logging(caseId, { complainant: { kind: 'individual', name: 'Li Na', phone } }),
  actor,
});

export const merge: CommandRequest = {
  ...{ caseId: FROM, actor, commandId: commandId('merge-kill') },
  command: { type: 'MergeCase', data: { into: INTO, reason: 'The same lift' } },
};

const codec = createCaseCodec();

export async function stateOf({ store }: Pick<RedressEngine, 'store'>, caseId: string): Promise<CaseState> {
  const history = await store.readStream(caseStreamOf(caseId));
  return history.map((stored) => codec.decode(stored)).reduce(evolve, noCase);
}
