import type { Instant } from '#event-sourcing';
import type { Language } from '#procedures';

/** Everything that was ever known of the organisation; what holds at an instant is asked of it (D23). */
export interface Organisation {
  readonly sites: ReadonlyMap<string, Place>;
  readonly departments: ReadonlyMap<string, Department>;
  /** By {@link personKey}. */
  readonly people: ReadonlyMap<string, Person>;
  readonly deputies: readonly Deputyship[];
  readonly adoptions: readonly Adoption[];
}

interface Place {
  readonly name: string;
  readonly closed: boolean;
}

interface Department extends Place {
  readonly site?: string;
}

export interface Person {
  /** As it was registered. */
  readonly id: string;
  readonly name: string;
  /** When they belonged here: somebody may go and come back. */
  readonly presences: readonly Period[];
  /** Where they worked, the latest last. */
  readonly places: readonly Placement[];
  readonly posts: readonly (Post & Period)[];
  readonly mail?: MailAddress;
}

/** Where somebody is written to. */
export interface MailAddress {
  readonly email: string;
  readonly language?: Language;
}

interface Period {
  readonly from: Instant;
  /** Exclusive; absent: until further notice. */
  readonly until?: Instant;
}

interface Placement {
  readonly from: Instant;
  readonly departments: readonly string[];
  readonly site?: string;
}

/** A level of one procedure, everywhere or at one site or for one department (AUT-1). */
export interface Post {
  readonly procedure: string;
  readonly level: string;
  readonly site?: string;
  readonly department?: string;
}

/** Whose duties are owed, everywhere or at one site (REP-5). */
export interface Adoption extends Period {
  readonly procedure: string;
  readonly version: number;
  readonly site?: string;
}

/** Somebody stands in for somebody else (DIS-5). */
export interface Deputyship {
  readonly deputy: string;
  readonly forPerson: string;
  readonly from: Instant;
  readonly until: Instant;
}

export const nobodyYet: Organisation = {
  sites: new Map(),
  departments: new Map(),
  people: new Map(),
  deputies: [],
  adoptions: [],
};

export const holdsAt = ({ from, until }: Period, at: string): boolean =>
  from <= at && (until === undefined || at < until);

type AdoptedThere = Pick<Adoption, 'procedure' | 'site'>;

export const isAdoptedThere = (adoption: Adoption, { procedure, site }: AdoptedThere): boolean =>
  adoption.until === undefined && adoption.procedure === procedure && adoption.site === site;

/** The one that has not ended. */
export const adoptionOf = ({ adoptions }: Organisation, there: AdoptedThere): Adoption | undefined =>
  adoptions.find((each) => isAdoptedThere(each, there));

export const isSamePost = (left: Post, right: Post): boolean =>
  left.procedure === right.procedure &&
  left.level === right.level &&
  left.site === right.site &&
  left.department === right.department;
