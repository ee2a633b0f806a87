import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** The public complaint database of the CFPB, where somebody has put it beside the project. */
const SHARED = process.env['REDRESS_SHARED_DATA'] ?? path.join(import.meta.dirname, '../../../shared/data');
const SHARED_FILE = path.join(SHARED, 'cfpb-complaints.csv.gz');

export interface ComplaintsFile {
  readonly file: string;
  readonly rows: number;
  /** `CFPB` or `generated`. */
  readonly source: string;
}

/** The first rows of the CFPB's file, or of one that looks like it. */
export async function complaintsFile(folder: string, rows: number): Promise<ComplaintsFile> {
  const shared = existsSync(SHARED_FILE);
  const file = path.join(folder, 'complaints.csv.gz');
  const lines = shared ? firstLines(sharedText(), rows + 1) : generated(rows);
  let written = -1;
  const counted = async function* (): AsyncGenerator<string> {
    for await (const line of lines) {
      written += 1;
      yield `${line}\n`;
    }
  };
  await pipeline(Readable.from(counted()), createGzip(), createWriteStream(file));
  return { file, rows: written, source: shared ? 'CFPB' : 'generated' };
}

const sharedText = (): AsyncIterable<string> =>
  createReadStream(SHARED_FILE).pipe(createGunzip()).setEncoding('utf8') as AsyncIterable<string>;

/** The file has no line break inside a field. */
async function* firstLines(text: AsyncIterable<string>, most: number): AsyncGenerator<string> {
  let rest = '';
  let given = 0;
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      yield line;
      given += 1;
      if (given === most) return;
    }
  }
}

const HEADER =
  'Complaint ID,Submitted via,Date submitted,Date received,State,Product,Sub-product,Issue,Sub-issue,Company public response,Company response to consumer,Timely response?';
const PRODUCTS = [
  'Checking or savings account,Checking account,Closing an account',
  '"Money transfer, virtual currency, or money service",Domestic transfer,Fraud or scam',
  'Mortgage,FHA mortgage,Trouble during payment process',
] as const;
const ANSWER =
  'Company has responded to the consumer and the CFPB and chooses not to provide a public response';

function* generated(rows: number): Generator<string> {
  yield HEADER;
  for (let row = 0; row < rows; row += 1) {
    const day = new Date(Date.UTC(2018, 0, 1 + (row % 1200))).toISOString().slice(0, 10);
    const product = PRODUCTS[row % PRODUCTS.length] ?? '';
    yield `${String(3_000_000 + row)},Web,${day},${day},CA,${product},,${ANSWER},Closed with explanation,Yes`;
  }
}
