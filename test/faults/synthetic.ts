import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export const HEADER =
  'Complaint ID,Submitted via,Date submitted,Date received,State,Product,Sub-product,Issue,Sub-issue,Company public response,Company response to consumer,Timely response?';

const VIA = ['Web', 'Phone', 'Referral', 'Postal mail', 'Fax', 'Email'] as const;
const RESPONSES = [
  'Closed with explanation',
  'Closed with monetary relief',
  'Closed with non-monetary relief',
  'Closed',
] as const;
const PRODUCTS = [
  'Mortgage',
  'Checking or savings account',
  '"Credit reporting, credit repair services, or other"',
] as const;

const pick = <Value>(values: readonly [Value, ...Value[]], number: number): Value =>
  values[number % values.length] ?? values[0];

/** A row as the CFPB exports it, made up; every eleventh was answered late. */
export function cfpbRow(number: number, more: { readonly state?: string } = {}): string {
  const day = `2020-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`;
  return [
    ...[
      String(5_000_000 + number),
      pick(VIA, number),
      day,
      day,
      more.state ?? pick(['NY', 'CA', 'TX'], number),
    ],
    ...[pick(PRODUCTS, number), '', `"Issue ""${String(number % 40)}"", as told"`, '', ''],
    ...[pick(RESPONSES, number), number % 11 === 0 ? 'No' : 'Yes'],
  ].join(',');
}

export const cfpbText = (rows: number): string =>
  [HEADER, ...Array.from({ length: rows }, (_, number) => cfpbRow(number)), ''].join('\n');

export async function writeGzip(file: string, text: string): Promise<void> {
  await pipeline([Buffer.from(text)], createGzip(), createWriteStream(file));
}
