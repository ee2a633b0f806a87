/** What a terminal shows in one place: plain, or of a kind that has a spelling of its own. */
export type Cell =
  | string
  | number
  | boolean
  | undefined
  /** An instant, or a day. */
  | { readonly at: string | undefined }
  | { readonly minutes: number | undefined }
  /** From 0 to 1, as a figure or as a bar. */
  | { readonly share: number | undefined }
  | { readonly bar: number; readonly width?: number }
  | { readonly money: readonly { readonly minor: number; readonly currency: string }[] };

export interface ShownTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Heads of what is aligned to the right. */
  readonly numeric?: readonly string[];
}

/** An answer as people read it: text as it stands, tables, and values one below the other. */
export type ShownPart =
  | string
  | ShownTable
  | { readonly facts: readonly (readonly [name: string, value: string | undefined])[] }
  /** Values side by side, without the frame of a table. */
  | { readonly line: readonly Cell[] };
