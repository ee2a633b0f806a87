import { commandId, type ProcessManager } from '#event-sourcing';
import type { PrivacyCommand } from './erasure/commands.ts';
import type { PrivacyEvent } from './erasure/events.ts';

const NAME = 'erasing';
const NEXT = { ErasureDecided: 'CarryOutErasure', ErasureCarriedOut: 'RemoveTraces' } as const;

/** What was decided is carried out to its end, whatever is interrupted: each step is a fact, and asks for the next one (PRI-2). */
export const erasingProcess: ProcessManager<PrivacyEvent, PrivacyCommand> = {
  name: NAME,
  types: ['ErasureDecided', 'ErasureCarriedOut'],
  react({ type, stream, id }) {
    if (type !== 'ErasureDecided' && type !== 'ErasureCarriedOut') return [];
    const step = NEXT[type];
    return [{ stream, command: { type: step, data: {} }, commandId: commandId(NAME, id, step) }];
  },
  refused: () => [],
};
