import { LeaseLost, type Lease } from '#event-sourcing';
import { isHeld, type Control, type Copy, type StoredLease, type Wanted } from './control.ts';

export interface Clocks {
  /** Milliseconds since the epoch of Unix. */
  readonly now: () => number;
  /** Milliseconds from any origin, never backwards. */
  readonly elapsed: () => number;
}

/**
 * A lease left by another process counts as expired when it was not renewed for its whole time to live while this
 * process looked on, by this process's own monotonic clock; so differing clocks do no harm. One that is very old by the
 * clocks of the machines, and with this much allowance, need only be watched for half of its time: a holder that lives
 * renews it within a third, however wrong the clocks are.
 */
const CLOCK_ALLOWANCE_MILLIS = 60_000;

interface Sighting {
  readonly beat: string;
  readonly since: number;
}

/** What this process has seen of leases with its own eyes, and what it knows to have been stored under its own. */
export class LeaseWatch {
  readonly #sightings = new Map<string, Sighting>();
  readonly #written = new Map<string, { readonly epoch: number; readonly copy: Copy }>();
  readonly #voided = new Map<string, number>();
  readonly #clocks: Clocks;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
  }

  judge(name: string): Pick<Wanted, 'now' | 'voided' | 'expired'> {
    const now = this.#clocks.now();
    return {
      now,
      voided: this.#voided.get(name) ?? 0,
      expired: (lease) => {
        const watched = this.#clocks.elapsed() - this.sighted(name, lease).since;
        if (watched >= lease.ttlMillis) return true;
        const isOld = now - lease.renewedAt >= lease.ttlMillis + CLOCK_ALLOWANCE_MILLIS;
        return isOld && watched >= lease.ttlMillis / 2;
      },
    };
  }

  sighted(name: string, { epoch, beat }: StoredLease): Sighting {
    const known = this.#sightings.get(name);
    if (known?.beat === `${epoch}.${beat}`) return known;
    const sighting = { beat: `${epoch}.${beat}`, since: this.#clocks.elapsed() };
    this.#sightings.set(name, sighting);
    return sighting;
  }

  remember({ name, epoch }: Lease, copy: Copy): void {
    this.#written.set(name, { epoch, copy });
  }

  /** The server has lost what it had acknowledged: restored from a backup, or a fail-over that was rolled back. */
  wentBack({ name, epoch }: Lease, { home, position, shown }: Copy): boolean {
    const written = this.#written.get(name);
    if (written?.epoch !== epoch || written.copy.home !== home) return false;
    return position < written.copy.position || shown < written.copy.shown;
  }

  assertHeld(current: Control, lease: Lease): void {
    if (!isHeld(current, lease)) throw this.lost(lease);
  }

  /** Whoever asks again gets a new epoch, reads the checkpoint and goes on from there. */
  lost({ name, holder, epoch }: Lease): LeaseLost {
    this.#voided.set(name, Math.max(epoch, this.#voided.get(name) ?? 0));
    return new LeaseLost(`${holder} no longer holds ${name}`);
  }
}
