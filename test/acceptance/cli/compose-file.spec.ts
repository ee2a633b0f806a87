import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '#platform';
import { parse } from 'yaml';
import { commandLine } from '../../command-line.ts';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly depends_on?: readonly string[];
  readonly healthcheck?: object;
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
}

const { services, volumes } = parse(
  readFileSync(new URL('../../../docker-compose.yml', import.meta.url), 'utf8'),
  { merge: true },
) as { readonly services: Readonly<Record<string, Service>>; readonly volumes: object };
const ours = Object.entries(services).filter(([, { image }]) => image === 'redress');

describe('docker-compose.yml', () => {
  it('starts two API processes and two workers beside both servers', () => {
    expect(ours.map(([name, { command }]) => `${name}: ${command?.at(-1) ?? ''}`)).toEqual([
      'api-1: api',
      'api-2: api',
      'worker-1: worker',
      'worker-2: worker',
    ]);
    for (const server of ['eventstore', 'mongo']) expect(services[server]).toHaveProperty('healthcheck');
  });

  it.each(ours)(
    'gives %s settings that the product takes, servers that exist, and the shared folder',
    (_name, service) => {
      const { eventStoreUrl = '', readModelsUrl = '' } = readConfig(service.environment ?? {});
      for (const url of [eventStoreUrl, readModelsUrl])
        expect(service.depends_on).toContain(/:\/\/([\w-]+):/.exec(url)?.[1]);
      expect(service.volumes).toContain('redress-data:/app/data');
    },
  );

  it('confines every process, and ours to their data folder', () => {
    for (const [name, service] of Object.entries(services))
      expect([name, service]).toMatchObject([
        name,
        {
          ...{ security_opt: ['no-new-privileges:true'], mem_limit: expect.any(String), pids_limit: 512 },
          cap_drop: ['ALL'],
        },
      ]);
    for (const [name, service] of ours)
      expect([name, service]).toMatchObject([name, { read_only: true, cap_drop: ['ALL'] }]);
  });

  it('names only volumes that it declares', () => {
    const used = Object.values(services).flatMap((service) =>
      service.volumes.map((each) => each.split(':')[0] ?? ''),
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(volumes).sort());
  });

  it.each(['api', 'worker'])('calls a command that there is: %s', async (command) => {
    expect(await commandLine([command, '--help'])).toMatchObject({ code: 0 });
  });
});
