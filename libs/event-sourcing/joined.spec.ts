import { describe, expect, it } from 'vitest';
import { joined } from './joined.ts';

/** Work that ends when the test says so. */
function controlled() {
  const begun: { resolve(result: string): void; reject(error: Error): void }[] = [];
  const ask = joined(
    () =>
      new Promise<string>((resolve, reject) => {
        begun.push({ resolve, reject });
      }),
  );
  return { ask, begun };
}

describe('work that callers share', () => {
  it('answers nobody with what began before he asked, and runs once for all who wait', async () => {
    const { ask, begun } = controlled();
    const first = ask();
    const waiting = [ask(), ask(), ask()];
    expect(begun).toHaveLength(1);
    begun[0]?.resolve('old');
    expect(await first).toBe('old');
    expect(begun).toHaveLength(2);
    const later = ask();
    begun[1]?.resolve('new');
    expect(await Promise.all(waiting)).toEqual(['new', 'new', 'new']);
    expect(begun).toHaveLength(3);
    begun[2]?.resolve('newer');
    expect(await later).toBe('newer');
    const alone = ask();
    expect(begun).toHaveLength(4);
    begun[3]?.resolve('newest');
    expect(await alone).toBe('newest');
  });

  it('fails for all who wait when it fails, and begins anew for whoever asks then', async () => {
    const { ask, begun } = controlled();
    const results = Promise.allSettled([ask(), ask(), ask()]);
    begun[0]?.reject(new Error('away'));
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(begun).toHaveLength(1);
    const next = ask();
    begun[1]?.resolve('back');
    expect(await next).toBe('back');
  });
});
