import { caseEventSchemas } from '#cases';
import { isOperational, type Principal } from '../auth/index.ts';
import type { Logger } from '#platform';

/** Whoever handles cases, or answers for compliance, sees what people said; analysts do not (PRI-1). */
export const seesPersonalData = ({ roles }: Principal): boolean =>
  roles.some((role) => isOperational(role) || role === 'compliance');

/** Reading personal data without handling the case is itself on record (D16). */
export function auditReading(logger: Logger, { subject, roles }: Principal, what: object): void {
  if (roles.some(isOperational)) return;
  logger.info({ audit: 'personal-data-read', subject, roles, ...what }, 'personal data was read');
}

type Schema = {
  readonly 'x-personal'?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

/** The event's data without the fields that its schema marks as personal. Unknown types keep nothing. */
export function withoutPersonalData(type: string, data: unknown): unknown {
  const schema = Object.hasOwn(caseEventSchemas, type)
    ? (caseEventSchemas[type as keyof typeof caseEventSchemas] as Schema)
    : undefined;
  return schema === undefined ? {} : strip(schema, data);
}

function strip(schema: Schema, value: unknown): unknown {
  const { properties, items } = schema;
  if (Array.isArray(value)) return items === undefined ? value : value.map((item) => strip(items, item));
  if (properties === undefined || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const property = properties[name];
      return property === undefined || property['x-personal'] === true ? [] : [[name, strip(property, part)]];
    }),
  );
}
