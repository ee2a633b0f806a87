/** All given parts must hold. An empty condition always holds. */
export interface MatterCondition {
  /** Any of these groups or `group/leaf`. */
  readonly categories?: readonly string[];
  readonly flags?: readonly string[];
  readonly severities?: readonly string[];
  /** Value of the goods in minor units of the procedure's currency. */
  readonly valueAtLeast?: number;
  readonly valueBelow?: number;
  /** What the case has promised and granted, in minor units; a sum that nobody can tell is large (SOL-4). */
  readonly amountAtLeast?: number;
  /** The respondent stands at this level or above (complaints about supervisors). */
  readonly respondentLevelAtLeast?: string;
  /** That level and those above it, filled in when the file is read, so that matching needs no ladder. */
  readonly respondentLevels?: readonly string[];
  readonly complainantInsists?: boolean;
  readonly unsettledBelow?: boolean;
  readonly contactKinds?: readonly string[];
  readonly channels?: readonly string[];
  readonly complainantKinds?: readonly string[];
  /** One of those complained about is of such a kind. */
  readonly respondentKinds?: readonly string[];
  /** What the investigation found, as long as its conclusion stands. */
  readonly outcomes?: readonly string[];
  readonly causes?: readonly string[];
  readonly sites?: readonly string[];
  /** Own fields of the procedure hold one of these each. */
  readonly details?: Readonly<Record<string, readonly string[]>>;
}
