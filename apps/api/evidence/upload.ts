import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { EvidenceStore } from '#evidence';
import type { DataOf } from '#event-sourcing';
import { check } from '../fields/index.ts';
import { malformed, Problem } from '../problems/index.ts';
import { formFields } from './evidence-route.ts';

export interface Upload extends DataOf<typeof formFields> {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly fileName: string;
}

type StoredFile = Omit<Upload, keyof typeof formFields>;

/** Streams the one file of a form to the evidence store; the fields may stand before or after it. */
export async function readUpload(parts: AsyncIterable<Multipart>, store: EvidenceStore): Promise<Upload> {
  const fields = new Map<string, unknown>();
  let file: StoredFile | undefined;
  for await (const part of sent(parts)) {
    if (part.type === 'field') fields.set(part.fieldname, part.value);
    else file = await storeFile(part, store);
  }
  if (file === undefined || file.size === 0) throw malformed('file', 'must be a file that is not empty');
  return Object.assign(check(formFields, Object.fromEntries(fields)), file);
}

async function storeFile(
  { file, mimetype, filename }: MultipartFile,
  store: EvidenceStore,
): Promise<StoredFile> {
  return {
    ...(await store.put(sent(file))),
    mediaType: mediaTypeOf(mimetype),
    fileName: fileNameOf(filename),
  };
}

/** Whatever breaks while the form is read is the sender's, unlike what breaks while it is written. */
async function* sent<Part>(parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* parts;
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new Problem(400, 'malformed-form', 'The form is broken or incomplete.');
  }
}

const mediaTypeOf = (claimed: string): string =>
  /^[\w.+-]{1,99}\/[\w.+-]{1,99}$/.test(claimed) ? claimed.toLowerCase() : 'application/octet-stream';

/** Never a path, never a character that could leave its header. */
const fileNameOf = (claimed: string | undefined): string => {
  const name = (claimed ?? '')
    .replace(/[\p{Cc}\p{Cs}/\\"]/gu, '_')
    .trim()
    .slice(-200);
  return name === '' ? 'evidence' : name;
};

export function assertMultipart(isMultipart: boolean): void {
  if (isMultipart) return;
  throw new Problem(415, 'unsupported-media-type', 'Send the file as multipart/form-data.');
}
