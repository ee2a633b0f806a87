import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataFolder } from '#platform';
import { onSampledPairs } from '../../engines.ts';
import { logComplaint, startApp, type Answer, type Answered, type Client, type TestApp } from './app.ts';

/** How every picture of a camera begins. */
const JPEG = Buffer.from('ffd8ffe000104a46494600010101006000600000', 'hex');

onSampledPairs('evidence over HTTP', (fresh) => {
  let api: TestApp;
  let desk: Client;
  let caseId: string;
  let token: string;
  beforeAll(async () => {
    api = await startApp({ servers: await fresh(), limits: { evidenceBytes: 200_000 } });
    desk = await api.as(['operations']);
    ({ caseId } = await logComplaint(desk));
    token = await api.issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: 600 });
  });
  afterAll(() => api.close());

  /** All that the evidence store holds, finished or not. */
  const kept = async (): Promise<readonly string[]> =>
    (await readdir(dataFolder(api.directory).evidence, { recursive: true })).toSorted();
  const upload = (to = caseId) => api.anybody.post(`/cases/${to}/evidence`).auth(token, { type: 'bearer' });

  it('comes back byte for byte, as a download with its type and name', async () => {
    const bytes = Buffer.concat([JPEG, randomBytes(150_000 - JPEG.length)]);
    const answer: Answer<Answered> = await upload().field('description', 'Photo of the door')
      .attach('file', bytes, { filename: '../../Lift "3" 电梯.jpg', contentType: 'image/jpeg' }).expect(201); // prettier-ignore
    const added = answer.body.events[0] as unknown as {
      data: { evidence: string; sha256: string; size: number; fileName: string };
    };
    expect(added).toMatchObject({
      type: 'EvidenceAdded',
      data: { size: 150_000, mediaType: 'image/jpeg', description: 'Photo of the door' },
    });
    expect(added.data.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(added.data.fileName).not.toMatch(/[/\\"]/);

    const served = await desk
      .get(`/cases/${caseId}/evidence/${added.data.evidence}`)
      .buffer(true)
      .parse(binary)
      .expect(200);
    expect(Buffer.compare(served.body as Buffer, bytes)).toBe(0);
    expect(served.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '150000',
      'x-content-type-options': 'nosniff',
    });
    expect(served.headers['content-disposition']).toMatch(
      /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w%.-]+$/,
    );
  });

  it('the same file with the same key is added once', async () => {
    const send = () =>
      upload().set('Idempotency-Key', 'photo-1').attach('file', Buffer.from('same'), 'a.txt');
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual({ ...(first.body as object), repeated: true });
  });

  it.each([
    [
      'a file that is too large',
      413,
      'evidence-too-large',
      () => upload().attach('file', randomBytes(200_001), 'big.bin'),
    ],
    ['no file', 400, 'invalid-input', () => upload().field('description', 'nothing')],
    ['an empty file', 400, 'invalid-input', () => upload().attach('file', Buffer.alloc(0), 'empty')],
    [
      'two files',
      400,
      'malformed-form',
      () => upload().attach('file', Buffer.from('a'), 'a').attach('file', Buffer.from('b'), 'b'),
    ],
    [
      'an unknown field',
      400,
      'invalid-input',
      () => upload().field('colour', 'red').attach('file', Buffer.from('a'), 'a'),
    ],
    ['JSON', 415, 'unsupported-media-type', () => upload().send({ file: 'x' })],
    [
      'a case that is not there',
      404,
      'case-not-found',
      () => upload('0000-0000-0000').attach('file', Buffer.from('a'), 'a'),
    ],
    [
      'a broken form',
      400,
      'malformed-form',
      () => upload().set('Content-Type', 'multipart/form-data').send('x'),
    ],
  ])('%s is refused and nothing is recorded', async (_name, status, code, send) => {
    const head = await api.head();
    const answer = await send();
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await api.head()).toBe(head);
  });

  it.each([
    ['a program', Buffer.from('7f454c4602010100', 'hex')],
    ['an archive', Buffer.from('504b0304140000000000', 'hex')],
    ['bytes that are nothing', Buffer.from([1, 2, 3, 0, 255])],
    ['a page of XML', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>')],
  ])('%s is not taken, whatever it says that it is, and is not kept', async (_name, bytes) => {
    const before = await kept();
    const answer = await upload().attach('file', bytes, { filename: 'a.jpg', contentType: 'image/jpeg' });
    expect(answer).toMatchObject({ status: 415, body: { code: 'evidence-type-not-allowed' } });
    expect(await kept()).toEqual(before);
  });

  it('a file is what it holds, not what was claimed; text is never a page', async () => {
    const typeOf = async (bytes: Buffer, contentType: string): Promise<unknown> => {
      const answer: Answer<Answered> = await upload().attach('file', bytes, { filename: 'x', contentType });
      return answer.body.events[0]?.data['mediaType'];
    };
    expect(await typeOf(Buffer.concat([JPEG, randomBytes(100)]), 'text/html')).toBe('image/jpeg');
    expect(await typeOf(Buffer.from('<script>alert(1)</script>'), 'text/html')).toBe('text/plain');
    expect(await typeOf(Buffer.from('day,rooms\nMonday,3'), 'text/csv')).toBe('text/csv');
  });

  it('what is refused is not received: nothing of it stays on the disk', async () => {
    const before = await kept();
    const stranger = await api.stranger(['operations'], 'who.knows');
    const refused = (sent: ReturnType<Client['upload']>) => sent.attach('file', randomBytes(50_000), 'a.bin');
    expect((await refused(stranger.upload(`/cases/${caseId}/evidence`))).status).toBe(404);
    expect((await refused(upload().set('If-Match', '"99"'))).status).toBe(412);
    const wrong = upload().attach('file', Buffer.from('a text'), 'a.txt').field('happenedAt', 'yesterday');
    expect((await wrong).status).toBe(400);
    expect(await kept()).toEqual(before);
  });

  it('INV-2 the same bytes under another name are a file of their own, and kept once', async () => {
    const send = async (name: string): Promise<Answer<Answered>> =>
      upload().attach('file', Buffer.from('the very same'), name);
    const first = await send('a.txt');
    const before = await kept();
    const second = await send('b.txt');
    expect(second.body.events).toMatchObject([{ type: 'EvidenceAdded', data: { fileName: 'b.txt' } }]);
    expect(second.headers['location']).not.toBe(first.headers['location']);
    expect(await kept()).toEqual(before);
    const again = await send('a.txt');
    expect([again.body.events, again.headers['location']]).toEqual([[], first.headers['location']]);
  });

  it('evidence that a case does not have is not found', async () => {
    expect((await desk.get(`/cases/${caseId}/evidence/..%2F..%2Fx`)).body).toMatchObject({
      code: 'evidence-not-found',
    });
  });
});

function binary(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    done(null, Buffer.concat(chunks));
  });
}
