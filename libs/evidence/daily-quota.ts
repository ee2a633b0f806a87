import { mkdir, appendFile, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { personKey, sha256, type Instant } from '#event-sourcing';
import { isErrno } from '#platform';

/** Whoever brings so much in one day is a broken program, or wants the disk to be full. */
export class EvidenceQuotaSpent extends Error {
  override readonly name = 'EvidenceQuotaSpent';
}

export interface DailyQuota {
  /** Throws {@link EvidenceQuotaSpent} when nothing is left of the day. */
  assertLeft(person: string): Promise<void>;
  /** Throws {@link EvidenceQuotaSpent}, and counts nothing, when there is less left than this. */
  take(person: string, bytes: number): Promise<void>;
}

export interface DailyQuotaOptions {
  readonly directory: string;
  /** Of one person on one day (UTC). */
  readonly limitBytes: number;
  readonly now: () => Instant;
}

/**
 * What people brought today, as one number a line in a file for each of them: every process that shares the folder appends
 * to it, and then counts, so that of those who come together too many are told so.
 */
export async function openDailyQuota({ directory, limitBytes, now }: DailyQuotaOptions): Promise<DailyQuota> {
  const today = (): string => now().slice(0, 10);
  const fileOf = (person: string): string => path.join(directory, today(), sha256(personKey(person)));
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const day of await readdir(directory))
    if (day < today()) await rm(path.join(directory, day), { recursive: true, force: true });
  return {
    async assertLeft(person) {
      if ((await takenIn(fileOf(person))) >= limitBytes) throw spent(limitBytes);
    },
    async take(person, bytes) {
      const file = fileOf(person);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await appendFile(file, `${String(bytes)}\n`, { mode: 0o600 });
      if ((await takenIn(file)) <= limitBytes) return;
      await appendFile(file, `${String(-bytes)}\n`);
      throw spent(limitBytes);
    },
  };
}

async function takenIn(file: string): Promise<number> {
  const lines = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  });
  return lines.split('\n').reduce((sum, line) => sum + Number(line), 0);
}

const spent = (limitBytes: number): EvidenceQuotaSpent =>
  new EvidenceQuotaSpent(`one person may bring ${String(limitBytes)} bytes of evidence in a day`);
