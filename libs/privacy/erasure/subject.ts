import type { Refusal } from '#event-sourcing';

/** Whoever a case is about, as far as it matters to their being erased. */
export interface Subject {
  /** When the case came to its end; absent: it has not. */
  readonly endedAt?: string;
  /** How long its procedure keeps it after that; absent: not at all. */
  readonly retentionYears?: number;
  /** Why nobody can tell how long; as long as that is so, it is kept. */
  readonly rulesUnknown?: Refusal;
  /** Events whose texts were recorded in clear, before there were keys. */
  readonly inClear: number;
  readonly erased: boolean;
  /** Its key is destroyed: they were erased before a backup has brought the case back. */
  readonly forgotten: boolean;
  /** Whether somebody is complained about in it, or was found responsible. */
  readonly isAbout: (person: string) => boolean;
}

/** Everything that is kept about them, wherever it is. */
export interface Subjects {
  /** `undefined`: there is no such case. */
  find(caseId: string): Promise<Subject | undefined>;
  /** Destroys their key and their files; repeated, it goes on where it was interrupted. The number of files. */
  erase(caseId: string): Promise<number | Refusal>;
  /** Waits for the read models, and leaves nothing of them in their files. False: not yet. */
  removeTraces(caseId: string): Promise<boolean | Refusal>;
}
