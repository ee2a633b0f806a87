import path from 'node:path';
import type { Instant } from '#event-sourcing';
import { clamd, openDailyQuota, openFileEvidenceStore } from '#evidence';
import type { SocketAddress } from '#platform';

/** Plain data, so that it can be handed to a thread. */
export interface EvidenceSettings {
  /** Of one file. */
  readonly evidenceLimitBytes?: number;
  /** Of all files of one case. */
  readonly evidencePerCaseBytes?: number;
  /** Of what one person brings in a day. */
  readonly evidencePerPersonBytes?: number;
  /** Who looks through files before anybody gets them; absent: nobody. */
  readonly scanner?: SocketAddress;
}

const LIMIT_BYTES = 25 * 1024 ** 2;
export const PER_CASE_BYTES = 1024 ** 3;
const PER_PERSON_BYTES = 2 * 1024 ** 3;

/** Where files are kept, and what stands before and behind. */
export async function openEvidence(
  directory: string,
  now: () => Instant,
  { evidenceLimitBytes, evidencePerPersonBytes, scanner }: EvidenceSettings,
) {
  const files = await openFileEvidenceStore({ directory, limitBytes: evidenceLimitBytes ?? LIMIT_BYTES });
  const quota = await openDailyQuota({
    ...{ directory: path.join(directory, 'taken'), now },
    limitBytes: evidencePerPersonBytes ?? PER_PERSON_BYTES,
  });
  return { files, quota, scanner: scanner && clamd(scanner) };
}
