import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { ArrivedEvidence } from '#engine';
import { mediaTypeIn } from '#evidence';
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

type Receive = (content: AsyncIterable<Uint8Array>) => Promise<ArrivedEvidence>;

/**
 * Streams the one file of a form to the disk; the fields may stand before or after it. Whoever gets it admits it or
 * discards it.
 */
export async function readUpload(
  parts: AsyncIterable<Multipart>,
  receive: Receive,
): Promise<{ readonly upload: Upload; readonly file: ArrivedEvidence }> {
  const fields = new Map<string, unknown>();
  let file: Arrived | undefined;
  try {
    for await (const part of sent(parts)) {
      if (part.type === 'field') fields.set(part.fieldname, part.value);
      else file = await arrive(part, receive);
    }
    if (file === undefined || file.received.size === 0)
      throw malformed('file', 'must be a file that is not empty');
    const upload = check(formFields, Object.fromEntries(fields));
    const mediaType = await mediaTypeIn(file.received.file, file.claimed);
    const { sha256, size } = file.received;
    return {
      upload: Object.assign(upload, { sha256, size, mediaType, fileName: file.fileName }),
      file: file.received,
    };
  } catch (error) {
    await file?.received.discard();
    throw error;
  }
}

interface Arrived {
  readonly received: ArrivedEvidence;
  readonly claimed: string;
  readonly fileName: string;
}

const arrive = async ({ file, mimetype, filename }: MultipartFile, receive: Receive): Promise<Arrived> => ({
  received: await receive(sent(file)),
  claimed: mimetype.toLowerCase(),
  fileName: fileNameOf(filename),
});

/** Whatever breaks while the form is read is the sender's, unlike what breaks while it is written. */
async function* sent<Part>(parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* parts;
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new Problem(400, 'malformed-form', 'The form is broken or incomplete.');
  }
}

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
