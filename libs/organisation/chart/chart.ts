import { deputisedBy, isPresent, placeOf } from '../organisation/holding.ts';
import { holdsAt, type Adoption, type Organisation, type Post } from '../organisation/state.ts';

/** Who was there at a moment, where, and who held what (D23): plain data for people and programs. */
export interface Chart {
  readonly sites: readonly { readonly site: string; readonly name: string }[];
  readonly departments: readonly {
    readonly department: string;
    readonly name: string;
    readonly site?: string;
  }[];
  /** Whose duties were owed, where. */
  readonly procedures: readonly Adoption[];
  readonly people: readonly {
    readonly person: string;
    readonly name: string;
    readonly departments: readonly string[];
    readonly site?: string;
    readonly levels: readonly Post[];
    /** For whom they stood in. */
    readonly deputyFor: readonly string[];
  }[];
}

/** People by the moment; sites and departments as they are known now. */
export const chartAt = (organisation: Organisation, at: string): Chart => ({
  sites: [...organisation.sites].flatMap(([site, { name, closed }]) => (closed ? [] : [{ site, name }])),
  departments: [...organisation.departments].flatMap(([department, { closed, ...known }]) =>
    closed ? [] : [{ department, ...known }],
  ),
  procedures: organisation.adoptions.filter((each) => holdsAt(each, at)),
  people: [...organisation.people.values()]
    .filter(({ id }) => isPresent(organisation, id, at))
    .map(({ id, name, posts }) => ({
      ...{ person: id, name, ...withoutFrom(placeOf(organisation, id, at)) },
      levels: posts.filter((post) => holdsAt(post, at)).map(({ from: _, until: _until, ...post }) => post),
      deputyFor: deputisedBy(organisation, id, at),
    })),
});

const withoutFrom = ({ departments, site }: ReturnType<typeof placeOf>) => ({
  departments,
  ...(site !== undefined && { site }),
});
