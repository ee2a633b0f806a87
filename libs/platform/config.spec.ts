import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { InvalidConfiguration } from './settings.ts';

const complaintOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
};

describe('configuration', () => {
  it('PRI-2 takes a master key from a file or a passphrase, never both', () => {
    expect(readConfig({ REDRESS_MASTER_KEY_FILE: '/run/key' }).masterKey).toEqual({ file: '/run/key' });
    const passphrase = 'twelve or more';
    expect(readConfig({ REDRESS_MASTER_PASSPHRASE: passphrase }).masterKey).toEqual({ passphrase });
    expect(readConfig({})).not.toHaveProperty('masterKey');
    const both = { REDRESS_MASTER_KEY_FILE: '/run/key', REDRESS_MASTER_PASSPHRASE: passphrase };
    for (const wrong of [both, { REDRESS_MASTER_PASSPHRASE: 'short' }])
      expect(complaintOf(() => readConfig(wrong))).toContain('REDRESS_MASTER_PASSPHRASE');
  });

  it('works without any setting, on this machine only', () => {
    expect(readConfig({})).toEqual({
      dataDirectory: path.resolve('redress-data'),
      host: '127.0.0.1',
      port: 3000,
      trustedProxies: [],
      logLevel: 'info',
      stopMillis: 10_000,
      proof: 'token',
      limits: {
        evidenceBytes: 25 * 1024 * 1024,
        evidencePerCaseBytes: 1024 ** 3,
        evidencePerPersonBytes: 2 * 1024 ** 3,
        bodyBytes: 256 * 1024,
      },
    });
  });

  it('prefers a flag to the environment, and the named variable to the general one', () => {
    const environment = { REDRESS_DATA: '/env', REDRESS_PORT: '4000', PORT: '5000', REDRESS_HOST: '0.0.0.0' };
    expect(readConfig(environment, { data: '/flag' })).toMatchObject({
      dataDirectory: '/flag',
      port: 4000,
      host: '0.0.0.0',
    });
    expect(readConfig({ PORT: '5000' }).port).toBe(5000);
    expect(readConfig(environment, { port: '0' }).port).toBe(0);
  });

  it('treats an empty variable as absent', () => {
    expect(readConfig({ REDRESS_PORT: ' ', REDRESS_DATA: '' }).port).toBe(3000);
  });

  it.each([
    ['500000', 500_000],
    ['200KB', 204_800],
    ['2 gb', 2 * 1024 ** 3],
  ])('reads the size %s', (text, bytes) => {
    expect(readConfig({ REDRESS_EVIDENCE_LIMIT: text }).limits.evidenceBytes).toBe(bytes);
  });

  it('takes a scanner at a socket file or a port, and says what is neither', () => {
    const read = (value: string) => readConfig({ REDRESS_EVIDENCE_SCANNER: value }).scanner;
    expect(read('unix:/run/clamav/clamd.ctl')).toEqual({ path: '/run/clamav/clamd.ctl' });
    expect(read('tcp://scanner:3310')).toEqual({ host: 'scanner', port: 3310 });
    expect(read('tcp://[::1]:3310')).toEqual({ host: '::1', port: 3310 });
    for (const wrong of ['/run/clamav/clamd.ctl', 'unix:clamd.ctl', 'tcp://scanner', 'http://scanner:3310'])
      expect(complaintOf(() => read(wrong))).toContain('REDRESS_EVIDENCE_SCANNER');
  });

  it('ends within ten seconds, or as many as are named', () => {
    expect(readConfig({ REDRESS_STOP_SECONDS: '25' }).stopMillis).toBe(25_000);
    for (const wrong of ['0', '1.5', '3601', 'soon'])
      expect(complaintOf(() => readConfig({ REDRESS_STOP_SECONDS: wrong }))).toContain(
        `REDRESS_STOP_SECONDS: must be a number of seconds from 1 to 3600, not "${wrong}"`,
      );
  });

  it('believes proxies by address or network, and says which entry is neither', () => {
    const read = (value: string) => readConfig({ REDRESS_TRUSTED_PROXIES: value }).trustedProxies;
    expect(read('10.0.0.1, 10.1.0.0/16,fd00::/8')).toEqual(['10.0.0.1', '10.1.0.0/16', 'fd00::/8']);
    for (const wrong of ['proxy.example', '10.0.0.1/33', '10.0.0.0/8/8', '10.0.0.1,,10.0.0.2'])
      expect(complaintOf(() => read(wrong))).toContain('REDRESS_TRUSTED_PROXIES');
  });

  it('takes the servers of a cluster, by either name', () => {
    const eventStoreUrl = 'esdb://admin:secret@one:2113,two:2113,three:2113?tls=true';
    const readModelsUrl = 'mongodb+srv://redress:secret@cluster.example/redress';
    expect(readConfig({ EVENT_STORE: eventStoreUrl, READ_MODELS: readModelsUrl })).toMatchObject({
      eventStoreUrl,
      readModelsUrl,
    });
    const both = { REDRESS_EVENT_STORE: 'esdb+discover://one:2113', EVENT_STORE: eventStoreUrl };
    expect(readConfig(both).eventStoreUrl).toBe('esdb+discover://one:2113');
    expect(readConfig({})).not.toHaveProperty('eventStoreUrl');
  });

  it('tells installations on one server apart by a namespace', () => {
    const namespace = (value: string) =>
      readConfig({ EVENT_STORE: 'esdb://one', REDRESS_EVENT_STORE_NAMESPACE: value }).eventStoreNamespace;
    expect(namespace('staging_')).toBe('staging_');
    for (const wrong of ['staging', 'Staging_', '$all_', 'case-_', '_'])
      expect(complaintOf(() => namespace(wrong))).toMatch(/small letters and digits with an underscore/);
  });

  it('shards read models on MongoDB alone', () => {
    const sharded = { REDRESS_SHARD_READ_MODELS: 'yes' };
    expect(readConfig({ ...sharded, READ_MODELS: 'mongodb://one' })).toMatchObject({ shardReadModels: true });
    expect(complaintOf(() => readConfig(sharded))).toMatch(/set READ_MODELS/);
    expect(complaintOf(() => readConfig({ REDRESS_SHARD_READ_MODELS: 'maybe' }))).toMatch(/one of yes, no/);
  });

  it('takes neither an empty server nor a namespace without one for SQLite: that would be another history', () => {
    expect(complaintOf(() => readConfig({ EVENT_STORE: '' }))).toMatch(/EVENT_STORE: is empty/);
    expect(complaintOf(() => readConfig({ REDRESS_READ_MODELS: ' ' }))).toMatch(
      /REDRESS_READ_MODELS: is empty/,
    );
    expect(complaintOf(() => readConfig({ REDRESS_EVENT_STORE_NAMESPACE: 'staging_' }))).toMatch(
      /set EVENT_STORE/,
    );
  });

  it('does not repeat a connection string that it cannot use: it may hold a password', () => {
    const complaint = complaintOf(() =>
      readConfig({ EVENT_STORE: 'https://admin:secret@one', READ_MODELS: 'postgres://redress:secret@two' }),
    );
    expect(complaint.split('\n')).toEqual([
      'EVENT_STORE: must be a connection string of EventStoreDB that begins with esdb:// or esdb+discover://; leave it out for SQLite in the data folder',
      'READ_MODELS: must be a connection string of MongoDB that begins with mongodb:// or mongodb+srv://; leave it out for SQLite in the data folder',
    ]);
  });

  it('names everything that is wrong at once, and where it came from', () => {
    const complaint = complaintOf(() =>
      readConfig(
        { REDRESS_EVIDENCE_LIMIT: 'lots', REDRESS_LOG_LEVEL: 'loud', REDRESS_OIDC_JWKS_URL: 'ftp://keys' },
        { port: '70000' },
      ),
    );
    expect(complaint.split('\n')).toEqual([
      'REDRESS_OIDC_JWKS_URL: must be an http or https URL, not "ftp://keys"',
      '--port: must be a port from 0 to 65535, not "70000"',
      'REDRESS_LOG_LEVEL: must be one of debug, info, warn, error, silent, not "loud"',
      'REDRESS_EVIDENCE_LIMIT: must be a size such as 200KB, 25MB or 1GB, not "lots"',
    ]);
  });

  it.each(['-1', '3000x', '1e3', '65536'])('refuses the port %s', (port) => {
    expect(complaintOf(() => readConfig({ REDRESS_PORT: port }))).toContain('REDRESS_PORT');
  });

  it('wants an identity provider named completely', () => {
    const complete = {
      REDRESS_OIDC_JWKS_URL: 'https://id.example/jwks',
      REDRESS_OIDC_ISSUER: 'https://id.example',
      REDRESS_OIDC_AUDIENCE: 'redress',
    };
    expect(readConfig(complete).oidc).toEqual({
      jwksUrl: 'https://id.example/jwks',
      issuer: 'https://id.example',
      audience: 'redress',
      rolesClaim: 'roles',
    });
    expect(complaintOf(() => readConfig({ REDRESS_OIDC_ISSUER: 'https://id.example' }))).toContain(
      'belong together',
    );
  });

  describe('how people are told', () => {
    const read = (environment: Record<string, string>) => readConfig(environment).notify;
    it('is not at all, by log, files, mail or webhook', () => {
      expect(read({})).toBeUndefined();
      expect(read({ REDRESS_NOTIFY: 'log:' })).toEqual({ channel: 'log' });
      expect(read({ REDRESS_NOTIFY: 'file:/told' })).toMatchObject({ channel: 'file' });
      const smtp = { REDRESS_NOTIFY: 'smtp://redress@mail:587', REDRESS_NOTIFY_FROM: 'house@example.com' };
      expect(read(smtp)).toEqual({
        channel: 'smtp',
        url: 'smtp://redress@mail:587',
        from: 'house@example.com',
      });
      const hook = { REDRESS_NOTIFY: 'https://hooks/x', REDRESS_NOTIFY_SECRET_FILE: '/secret' };
      expect(read(hook)).toMatchObject({ channel: 'webhook', url: 'https://hooks/x' });
    });

    it.each([
      [{ REDRESS_NOTIFY: 'carrier pigeon' }, 'REDRESS_NOTIFY: must be log:'],
      [{ REDRESS_NOTIFY: 'smtp://mail' }, 'REDRESS_NOTIFY_FROM: missing'],
      [{ REDRESS_NOTIFY: 'https://hooks/x' }, 'REDRESS_NOTIFY_SECRET_FILE: missing'],
      [{ REDRESS_NOTIFY: 'http://hooks/x', REDRESS_NOTIFY_SECRET_FILE: '/s' }, 'must be https://'],
      [{ REDRESS_NOTIFY: 'smtp://a:hush@mail', REDRESS_NOTIFY_FROM: 'a@example.com' }, 'holds a password'],
      [{ REDRESS_NOTIFY_FROM: 'everybody' }, 'REDRESS_NOTIFY_FROM: must be one e-mail address'],
    ])('%j is refused, and no secret is repeated', (environment, complaint) => {
      const told = complaintOf(() => read(environment));
      expect(told).toContain(complaint);
      expect(told).not.toContain('hush');
    });
  });
});
