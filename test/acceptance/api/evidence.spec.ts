import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onSampledPairs } from '../../engines.ts';
import { logComplaint, startApp, type Answer, type Answered, type Client, type TestApp } from './app.ts';

await onSampledPairs('evidence over HTTP', (fresh) => {
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

  const upload = (to = caseId) => api.anybody.post(`/cases/${to}/evidence`).auth(token, { type: 'bearer' });

  it('comes back byte for byte, as a download with its type and name', async () => {
    const bytes = randomBytes(150_000);
    const answer: Answer<Answered> = await upload().field('description', 'Photo of the door')
      .attach('file', bytes, { filename: '../../Lift "3" 电梯.jpg', contentType: 'image/jpeg' }).expect(200); // prettier-ignore
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
