import { describe, expect, it } from 'vitest';
import { caseEventSchemas } from '#cases';
import { withoutPersonalData } from './privacy.ts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: object;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
}

/** The fullest data of a schema; every text that is free says so. */
function fullest(schema: Schema): unknown {
  if (schema.anyOf?.[0] !== undefined) return fullest(schema.anyOf[0]);
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.items !== undefined) return [fullest(schema.items)];
  if (schema.patternProperties !== undefined) return { 'a name': 'FREE' };
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, part]) => [name, fullest(part)]),
    );
  return fullestScalar(schema);
}

function fullestScalar({ type, pattern, maxLength = Infinity }: Schema): unknown {
  if (type === 'boolean') return true;
  if (type !== 'string') return 1;
  if (pattern !== undefined) return '2026-09-30';
  return maxLength > 200 ? 'FREE' : 'short';
}

describe('what analysts are told of an event (PRI-1)', () => {
  it.each(Object.keys(caseEventSchemas))('%s: no free text, whoever wrote it', (type) => {
    const schema = caseEventSchemas[type as keyof typeof caseEventSchemas] as Schema;
    const told = JSON.stringify(withoutPersonalData(type, fullest(schema)));
    expect(told).not.toMatch(/FREE|"(name|staffId|receivedBy|owner|person|reference|a name)":/);
  });

  it('keeps numbers, choices, times and references', () => {
    const set = {
      clock: 'resolve',
      kind: 'resolve',
      rule: 'CLK-3',
      startedAt: '2026-09-30T08:55:00.000Z',
      startedBy: 'received',
      allowance: { elapsedMinutes: 2880 },
      dueAt: '2026-10-02T08:55:00.000Z',
      onDue: 'breach',
    };
    expect(withoutPersonalData('DeadlineSet', set)).toEqual(set);
    const granted = {
      grant: 'grant-1',
      remedy: { kind: 'money', amount: { minor: 100, currency: 'CNY' }, goods: 'The red kettle' },
      reason: 'He shouted.',
    };
    expect(withoutPersonalData('CompensationGranted', granted)).toEqual({
      grant: 'grant-1',
      remedy: { kind: 'money', amount: { minor: 100, currency: 'CNY' } },
    });
  });

  it('keeps nothing that it does not know', () => {
    expect(withoutPersonalData('SomethingElse', { kind: 'resolve' })).toEqual({});
    expect(withoutPersonalData('toString', { kind: 'resolve' })).toEqual({});
    expect(withoutPersonalData('DeadlineMet', { clock: { said: 'x' }, late: 'said', more: 1 })).toEqual({
      clock: {},
    });
    expect(withoutPersonalData('DeadlineSet', { allowance: { elapsedMinutes: 1, said: 'x' } })).toEqual({});
  });
});
