import type { VerifierKey } from '#keys';
import type { WitnessPolicy } from '#proof';

export type VerifyPhase = 'events' | 'streams' | 'evidence' | 'read models';

interface VerifyProgress {
  readonly phase: VerifyPhase;
  readonly done: number;
  readonly total?: number;
}

/** A checkpoint that somebody else has kept. */
export interface KeptCheckpoint {
  readonly name: string;
  readonly text: string;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Only this case: its stream, its place in the log, its evidence. */
  readonly caseId?: string;
  readonly kept?: readonly KeptCheckpoint[];
  /** Whose signatures count; default: the key of the data folder, which whoever has the folder has, too. */
  readonly key?: VerifierKey;
  /** Who outside is known to sign checkpoints as well; default: nobody. */
  readonly witnesses?: WitnessPolicy;
  /** Only what is recorded: no evidence, no read models. */
  readonly historyOnly?: boolean;
}
