import { isSamePerson } from '#event-sourcing';
import type { CaseEvent } from '../events.ts';
import type { CaseRecord, Regulator } from '../state.ts';

/** One that nobody named: the case came by the channel of regulators. */
const UNNAMED = 'regulator';

/** LIF-2: one that nobody named is not the unnamed one of the other case. */
export const regulatorThere = (name: string, caseId: string): string =>
  isSameRegulator(name, UNNAMED) ? `${UNNAMED}@${caseId}` : name;

/** INT-9: who passes the case on by this event; each of them is owed the outcome. */
export function regulatorsIn(event: CaseEvent): readonly string[] {
  switch (event.type) {
    case 'ComplaintLogged':
      return event.data.channel === 'regulator' ? [UNNAMED] : [];
    case 'ComplaintHandedOver':
      return event.data.regulator === undefined ? [] : [event.data.regulator.name];
    case 'CaseTakenOver':
      return event.data.carries.flatMap(({ regulators }) => regulators);
    default:
      return [];
  }
}

/** However the name is written. */
export const isSameRegulator = (left: string | undefined, right: string): boolean =>
  isSamePerson(left, right);

/** Whoever passes it on again after hearing of the outcome waits for another answer. */
export const passedOnBy = (
  regulators: readonly Regulator[],
  names: readonly string[],
): readonly Regulator[] =>
  names.reduce<readonly Regulator[]>(
    (so, name) => [...so.filter((each) => !isSameRegulator(each.name, name)), { name, told: false }],
    regulators,
  );

/** Those who heard of the outcome; versions before the second told all of them at once. */
export const toldTo = (regulators: readonly Regulator[], name: string | undefined): readonly Regulator[] =>
  regulators.map((each) =>
    name === undefined || isSameRegulator(name, each.name) ? { ...each, told: true } : each,
  );

type Passed = Pick<CaseRecord, 'regulators'>;

/** Those who wait for the outcome. */
export const regulatorsOwed = ({ regulators }: Passed): readonly string[] =>
  regulators.flatMap(({ name, told }) => (told ? [] : [name]));
