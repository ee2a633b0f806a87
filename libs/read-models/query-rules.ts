import type { CollectionSpec, Condition, FieldKind, Query } from '#event-sourcing';

/** What every adapter checks in the same way before it asks its engine. All of these are programming errors. */

const COLLECTION_NAME = /^[a-z][a-z0-9-]*$/;
const FIELD_PATH = /^[A-Za-z_]\w*(\.\w+)*$/;
const OPERATORS = ['equals', 'in', 'atLeast', 'below', 'isNull'] as const;

/** Throws RangeError for names that an engine could misunderstand and for indexes over undeclared fields. */
export function assertCollection(collection: CollectionSpec): void {
  const { name, version, fields, indexes } = collection;
  if (!COLLECTION_NAME.test(name)) throw new RangeError(`collection name "${name}" is not kebab-case`);
  if (!Number.isInteger(version) || version < 1) {
    throw new RangeError(`${name}: version ${version} is not a whole number from 1`);
  }
  for (const field of Object.keys(fields)) {
    if (!FIELD_PATH.test(field)) throw new RangeError(`${name}: "${field}" is not a dotted path`);
  }
  for (const index of indexes)
    if (!isOfTexts(collection, index)) for (const field of index) assertOrdered(collection, field);
}

/** Whether an index finds the texts of a list, each for itself. */
export const isOfTexts = (collection: CollectionSpec, index: readonly string[]): boolean =>
  index.length === 1 && index.every((field) => fieldKind(collection, field) === 'texts');

/** Throws RangeError when the field was not declared: an undeclared field has no index and no kind. */
export function fieldKind(collection: CollectionSpec, field: string): FieldKind {
  const kind = Object.hasOwn(collection.fields, field) ? collection.fields[field] : undefined;
  if (kind === undefined) {
    const declared = Object.keys(collection.fields).join(', ');
    throw new RangeError(`${collection.name}: field "${field}" is not declared (declared: ${declared})`);
  }
  return kind;
}

/** Throws RangeError for a list: it has no place among others. */
function assertOrdered(collection: CollectionSpec, field: string): void {
  if (fieldKind(collection, field) === 'texts')
    throw new RangeError(`${collection.name}: "${field}" is a list and has no order`);
}

export function assertQuery(collection: CollectionSpec, query: Query): void {
  if (!Number.isSafeInteger(query.limit) || query.limit < 1) {
    throw new RangeError(`${collection.name}: limit ${query.limit} is not a whole number from 1`);
  }
  if (query.sort !== undefined && query.changedAfter !== undefined)
    throw new RangeError(`${collection.name}: changes have an order of their own; leave out the sort`);
  if (query.sort !== undefined) assertOrdered(collection, query.sort.field);
  assertConditions(collection, query.where ?? []);
}

/** Every condition has a declared field, at least one operator, and values of the field's kind. */
export function assertConditions(collection: CollectionSpec, where: readonly Condition[]): void {
  for (const condition of where) {
    const kind = fieldKind(collection, condition.field);
    if (OPERATORS.every((operator) => condition[operator] === undefined)) {
      throw new RangeError(`${collection.name}: the condition on "${condition.field}" compares with nothing`);
    }
    const { equals, atLeast, below } = condition;
    if (atLeast !== undefined || below !== undefined) assertOrdered(collection, condition.field);
    for (const value of [equals, atLeast, below, ...(condition.in ?? [])]) {
      if (value !== undefined && !isOfKind(value, kind)) {
        throw new RangeError(
          `${collection.name}: "${condition.field}" is a ${kind}, not ${JSON.stringify(value)}`,
        );
      }
    }
  }
}

function isOfKind(value: string | number | boolean, kind: FieldKind): boolean {
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeof value === (kind === 'boolean' ? 'boolean' : 'string');
}
