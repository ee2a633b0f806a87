/** A part of a procedure as a person explains it. The first cell of a row says what it is about, once in its section. */
export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
