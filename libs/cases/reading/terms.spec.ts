import { expect, it } from 'vitest';
import { caseEventSchemas } from '../case/events.ts';
import { budgetEvents } from '../case/events/budget.ts';
import { escalationEvents } from '../case/events/escalation.ts';
import { outcomeEvents } from '../case/events/outcome.ts';
import { solutionEvents } from '../case/events/solution.ts';
import { titleOf } from '../case-details/titles.ts';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { recorded, told } from '../testing/recorded.ts';
import { logged } from '../testing/stories.ts';
import { SAMPLES } from '../../../test/recorded-events/samples.ts';
import { withoutTerms } from './terms.ts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: object;
  readonly items?: Schema;
}

const [TEXT, SUM] = ['the secret words', 8_675_309] as const;
/** What names parts of the case or of the procedure, and people who act. */
const NAMES = new Set([
  ...['option', 'request', 'grant', 'step', 'draw', 'level', 'neededLevel', 'rule', 'from', 'to', 'by'],
  ...['owner', 'regulator', 'turnTo', 'directRoute'],
]);

/** The fullest data of a schema, with the secret in every text and every sum. */
function fullest(schema: Schema, name = ''): unknown {
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.items !== undefined) return [fullest(schema.items, name)];
  if (schema.patternProperties !== undefined) return { a: TEXT };
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([part, of]) => [part, fullest(of, part)]),
    );
  return fullestScalar(schema, name);
}

function fullestScalar({ type, pattern }: Schema, name: string): unknown {
  if (type === 'boolean') return true;
  if (type !== 'string') return name === 'attempt' || name === 'satisfaction' ? 1 : SUM;
  if (pattern !== undefined) return name === 'currency' ? 'CNY' : '2026-09-30';
  return NAMES.has(name) ? name : TEXT;
}

const TYPES = Object.keys({ ...solutionEvents, ...budgetEvents, ...outcomeEvents, ...escalationEvents });

it.each(TYPES)('SOL-7 nothing of the terms stands in %s as it is told, nor in its sentence', (type) => {
  const data = fullest((caseEventSchemas as Readonly<Record<string, object>>)[type] ?? {});
  const left = withoutTerms({ type, data });
  const said = JSON.stringify(left) + titleOf({ type, data: left } as CaseEvent);
  expect(said).not.toContain(TEXT);
  expect(said).not.toMatch(/8,?6,?7,?5,?3|86753/);
});

it('SOL-7 a case folds without its terms to the same stage, with the same names', () => {
  const events = Object.entries(SAMPLES)
    .filter(([type]) => TYPES.includes(type))
    .map(([type, data]) => told(type as 'CaseResolved', data as never, '2026-09-30T16:30:00.000Z'));
  const all = recorded([logged(), ...events]);
  const less = all.map((event) => ({ ...event, data: withoutTerms(event) }) as typeof event);
  const [whole, kept] = [all, less].map((each) => each.reduce<CaseState>(evolve, noCase));
  const shape = (state: CaseState | undefined) =>
    state?.status === 'logged'
      ? [
          state.stage,
          state.options.map((each) => [each.option, each.status]),
          state.remedies.map((each) => [each.grant, each.status]),
        ]
      : state;
  expect(shape(kept)).toEqual(shape(whole));
  expect(JSON.stringify(kept)).not.toMatch(/"minor":[1-9]/);
});
