import type { ProcedureRegistry } from './procedure.ts';

/** A version of a procedure as the history holds it (D13). */
export interface InstalledVersion {
  readonly version: number;
  /** Of what its text says, without comments and layout: what cases are known by to have been opened under. */
  readonly hash: string;
  /** UTC instant; absent: since ever, as the first of a procedure is. */
  readonly from?: string;
  /** Only there; absent: everywhere. */
  readonly sites?: readonly string[];
  /** UTC instant; it takes no new cases since then. */
  readonly withdrawnAt?: string;
}

/** What decides which version a new case is handled under. */
export interface Receipt {
  readonly receivedAt: string;
  readonly now: string;
  readonly site?: string | undefined;
}

/**
 * The version that was valid at the receipt, at the site: of those in force then, the highest. What came before the first
 * one is handled by the first (D13).
 */
export function validVersion<Version extends InstalledVersion>(
  versions: readonly Version[],
  { receivedAt, now, site }: Receipt,
): Version | undefined {
  const inForce = versions
    .filter((each) => each.withdrawnAt === undefined && isInForce(each, now) && isFor(each, site))
    .toSorted((one, other) => one.version - other.version);
  return inForce.findLast((each) => isInForce(each, receivedAt)) ?? earliest(inForce);
}

const earliest = <Version extends InstalledVersion>(versions: readonly Version[]): Version | undefined => {
  const from = versions.map((each) => each.from ?? '').sort()[0];
  return versions.findLast((each) => (each.from ?? '') === from);
};

export const isInForce = ({ from }: InstalledVersion, at: string): boolean =>
  from === undefined || from <= at;

export const isFor = ({ sites }: InstalledVersion, site: string | undefined): boolean =>
  sites === undefined || (site !== undefined && sites.includes(site));

/** A version that somebody names. */
export interface NamedVersion {
  readonly id: string;
  readonly version: number;
  /** By which hash; absent: whichever it has. */
  readonly rules?: string | undefined;
}

interface Asked {
  readonly rehearsal?: boolean | undefined;
}

/** The rules that the history holds, for whoever decides by them; `get` and `list` tell what has been read so far. */
export interface Rules extends ProcedureRegistry {
  /** What has been read so far of what is recorded of it. */
  readonly installed: (id: string) => readonly InstalledVersion[];
  /** So that `get` knows that version, where the history or a file that fits does; costs nothing where it does already. */
  know(named: NamedVersion, how?: Asked): Promise<void>;
  /**
   * What is recorded of that procedure by now; what stands in files and was never installed is installed first, unless it
   * is only asked whether something would be done.
   */
  current(id: string, how?: Asked): Promise<readonly InstalledVersion[]>;
}
