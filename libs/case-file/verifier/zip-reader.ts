// Part of the verifier, which stands alone: see verifier.ts.

type Bytes = Uint8Array<ArrayBuffer>;

interface Entry {
  readonly method: number;
  readonly size: number;
  readonly at: number;
}

/** The files of a zip archive, without the one folder that holds them all. Throws for what is no such archive. */
export async function filesOfZip(zip: Blob) {
  const entries = await entriesOf(zip);
  const tops = new Set([...entries.keys()].map((name) => name.slice(0, name.indexOf('/') + 1)));
  const [top = ''] = tops.size === 1 ? [...tops] : [];
  return {
    names: [...entries.keys()].map((name) => name.slice(top.length)),
    read: async (name: string): Promise<Bytes> => {
      const entry = entries.get(`${top}${name}`);
      if (entry === undefined) throw new Error(`${name} is missing`);
      return contentOf(zip, entry);
    },
  };
}

const part = async (zip: Blob, from: number, to: number): Promise<DataView<ArrayBuffer>> =>
  new DataView(await zip.slice(from, to).arrayBuffer());

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LONGEST_COMMENT = 65_557;

async function entriesOf(zip: Blob): Promise<ReadonlyMap<string, Entry>> {
  const tail = await part(zip, Math.max(0, zip.size - LONGEST_COMMENT), zip.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new Error('this is no zip archive');
  const count = tail.getUint16(end + 10, true);
  const from = tail.getUint32(end + 16, true);
  const directory = await part(zip, from, from + tail.getUint32(end + 12, true));
  const entries = new Map<string, Entry>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.getUint32(at, true) !== ENTRY) throw new Error('the list of the archive is damaged');
    const [name, extra, comment] = [28, 30, 32].map((offset) => directory.getUint16(at + offset, true));
    const spelled = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, name));
    if (entries.has(spelled)) throw new Error(`${spelled} stands twice in the archive`);
    if (!spelled.endsWith('/'))
      entries.set(spelled, {
        method: directory.getUint16(at + 10, true),
        size: directory.getUint32(at + 20, true),
        at: directory.getUint32(at + 42, true),
      });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

const STORED = 0;
const DEFLATED = 8;

async function contentOf(zip: Blob, { method, size, at }: Entry): Promise<Bytes> {
  const head = await part(zip, at, at + 30);
  const from = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const content = zip.slice(from, from + size);
  if (method === STORED) return new Uint8Array(await content.arrayBuffer());
  if (method !== DEFLATED) throw new Error('the archive is packed in a way that is not known here');
  const unpacked = content.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
