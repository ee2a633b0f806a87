import { isErasing, sha256, type CollectionSpec, type Projection } from '#event-sourcing';
import type { CaseEvent } from '../case/events.ts';
import { caseIdOfEvent, erasedKeys, type RecordedCaseEventOf } from '../recorded-case-event.ts';
import type { Pepper } from '../reading/fingerprint.ts';
import { gramsOf } from './grams.ts';
import { searchedTexts } from './searched-texts.ts';

/** By what a case is found. Whether what is sought stands there indeed, the case itself tells, and to whom (PRI-1). */
export interface CaseSearch {
  readonly caseId: string;
  /** Keyed hashes: whoever reads the read models and has no key learns no word from them. */
  readonly grams: readonly string[];
}

export const CASE_SEARCH: CollectionSpec = {
  name: 'case-search',
  version: 2,
  fields: { grams: 'texts' },
  indexes: [['grams']],
};

/** Short: now and then two pieces share one, which costs a look at a case that is not meant. */
const LENGTH = 8;
export const gramHash = (gram: string, pepper: Pepper): string =>
  sha256(`search\n${gram}\n${pepper}`).slice(0, LENGTH);

type HashesOf = (caseId: string, said: Parameters<typeof searchedTexts>[1]) => readonly string[];

/** What most complaints of a house have in common. */
const MOST_KNOWN = 50_000;

/** Texts of one language consist of the same pieces: most of them have been hashed before. */
function hashing(pepper: Pepper): HashesOf {
  const known = new Map<string, string>();
  const hashed = (gram: string): string => {
    const hash = known.get(gram) ?? gramHash(gram, pepper);
    if (known.size < MOST_KNOWN) known.set(gram, hash);
    return hash;
  };
  return (caseId, said) => [...new Set(searchedTexts(caseId, said).flatMap(gramsOf).map(hashed))];
}

/** By this are the cases found that hold a file of that content. */
export const fileHash = (sha256Of: string, pepper: Pepper): string => gramHash(`file\n${sha256Of}`, pepper);

type Telling = RecordedCaseEventOf<
  'ComplaintLogged' | 'IntakeCorrected' | 'ContactAbandoned' | 'EvidenceAdded'
>;
const TELLING: readonly CaseEvent['type'][] = [
  'ComplaintLogged', 'IntakeCorrected', 'ContactAbandoned', 'EvidenceAdded',
]; // prettier-ignore
const tells = <Event extends CaseEvent>(event: Event): event is Event & Telling =>
  TELLING.includes(event.type);

/**
 * What was said once leads to the case for good: after a correction the old words find it no more, because it is asked
 * whether they stand there, and the fold needs to keep no word to take its pieces back.
 */
export function caseSearchProjection(pepper: Pepper): Projection<CaseSearch, CaseEvent> {
  const hashesOf = hashing(pepper);
  const foundBy = (event: Telling, caseId: string): readonly string[] => {
    switch (event.type) {
      case 'EvidenceAdded':
        return [fileHash(event.data.sha256, pepper)];
      case 'ContactAbandoned':
        return hashesOf(caseId, {});
      case 'ComplaintLogged':
      case 'IntakeCorrected':
        return hashesOf(caseId, event.data);
    }
  };
  return {
    collection: CASE_SEARCH,
    keys(event) {
      if (isErasing(event)) return erasedKeys(event);
      const caseId = caseIdOfEvent(event);
      return caseId === undefined || !tells(event) ? [] : [caseId];
    },
    evolve(document, event, caseId) {
      if (isErasing(event)) return document && { caseId, grams: hashesOf(caseId, {}) };
      if (!tells(event)) return document;
      const found = foundBy(event, caseId);
      return { caseId, grams: [...new Set([...(document?.grams ?? []), ...found])] };
    },
  };
}
