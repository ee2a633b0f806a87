/** A sum that this case has promised out of a budget, or has let go of unused (SOL-8). */
export interface BudgetDraw {
  readonly draw: string;
  readonly budget: string;
  readonly option?: string;
  readonly grant?: string;
  /** Minor units that are promised with it by now. */
  readonly minor: number;
}
