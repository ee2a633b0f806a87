import { contractsOf } from './codec.ts';

/** Whoever a stream is about was erased: from here on it says nothing of them any more, and nothing more is recorded (PRI-2). */
export interface SubjectErased {
  /** Beginnings of hashes, too short to try anything by: figures about whoever comes again stay what they were. */
  readonly contacts: readonly string[];
  /** Evidence that was theirs. */
  readonly files: readonly string[];
}

/** Stored contract: may stand in a stream of every kind. */
export const SUBJECT_ERASED = 'SubjectErased';

const texts = (pattern: string) => ({ type: 'array', items: { type: 'string', pattern } });

export const erasingContracts = contractsOf({
  [SUBJECT_ERASED]: {
    type: 'object',
    required: ['contacts', 'files'],
    properties: { contacts: texts('^[0-9a-f]{6}$'), files: texts('^[0-9a-f]{64}$') },
    additionalProperties: false,
  },
});

/** Of events of every kind, whose own types do not name it. */
export const erasingOf = ({
  type,
  data,
}: {
  readonly type: string;
  readonly data: unknown;
}): SubjectErased | undefined => (type === SUBJECT_ERASED ? (data as SubjectErased) : undefined);

export const isErasing = ({ type }: { readonly type: string }): boolean => type === SUBJECT_ERASED;
