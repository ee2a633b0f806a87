import { describe, expect, it } from 'vitest';
import { targetOf, throughProxy, whyNoProxy } from './through-proxy.ts';

describe('a connection string for the proxy', () => {
  it.each([
    ['esdb://127.0.0.1:2113?tls=false', 'esdb://127.0.0.1:9?tls=false'],
    ['esdb://store.example?tls=false', 'esdb://127.0.0.1:9?tls=false'],
    [
      'esdb://a%40b:p%3Aq@localhost:2113/?tlsCAFile=/ca.crt',
      'esdb://a%40b:p%3Aq@localhost:9/?tlsCAFile=/ca.crt',
    ],
  ])('keeps user, password, options and the name of this machine: %s', (server, proxy) => {
    expect(whyNoProxy(server)).toBeUndefined();
    expect(throughProxy(server, 9)).toBe(proxy);
  });

  it('leads to the server behind it, on the usual port unless another is named', () => {
    expect(targetOf('esdb://u:p@store.example:1113?tls=false')).toEqual({
      host: 'store.example',
      port: 1113,
    });
    expect(targetOf('esdb://store.example?tls=false')).toEqual({ host: 'store.example', port: 2113 });
  });

  it.each([
    ['esdb+discover://cluster.example:2113?tls=false', 'name its leader alone'],
    ['esdb://node1:2113,node2:2113?tls=false', 'name its leader alone'],
    [
      'esdb://store.example:2113',
      'the certificate of store.example does not hold for a proxy on this machine',
    ],
    ['esdb://u:p@store.example?tls=true', 'the certificate of store.example does not hold'],
  ])('cannot be had for %s', (server, reason) => {
    expect(whyNoProxy(server)).toContain(reason);
  });
});
