import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Instant } from '#event-sourcing';
import type { BagFile } from './bag.ts';

/**
 * The bag in one archive, below a folder of that name. Files of evidence are read one after the other, as whoever takes the
 * archive takes it; where one cannot be read after all, the stream fails.
 */
export function zipped(
  bag: readonly BagFile[],
  { folder, madeAt }: { readonly folder: string; readonly madeAt: Instant },
): Readable {
  const zip = new ZipFile();
  const options = { mtime: new Date(madeAt), mode: 0o100644 };
  for (const { name, size, content } of bag) {
    const place = `${folder}/${name}`;
    if (Buffer.isBuffer(content)) zip.addBuffer(content, place, options);
    else
      zip.addReadStreamLazy(place, { ...options, size, compress: false }, (give) => {
        content().then(
          (stream) => {
            give(null, stream);
          },
          (error: unknown) => {
            give(error, undefined as never);
          },
        );
      });
  }
  zip.end();
  const output = zip.outputStream as Readable;
  zip.on('error', (error) => {
    output.destroy(error as Error);
  });
  return output;
}
