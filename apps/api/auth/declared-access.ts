import type { INestApplication } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ACCESS } from './access.ts';

/** Deny by default is worth nothing when somebody forgets a route: then the application does not start. */
export function assertEveryRouteDeclaresAccess(app: INestApplication): void {
  const undeclared = routesOf(app).filter(({ access }) => access === undefined);
  if (undeclared.length === 0) return;
  throw new Error(`routes without declared access: ${undeclared.map(({ name }) => name).join(', ')}`);
}

function routesOf(app: INestApplication): { readonly name: string; readonly access: unknown }[] {
  const [reflector, scanner] = [app.get(Reflector), new MetadataScanner()];
  return new DiscoveryService(app.get(ModulesContainer))
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return scanner.getAllMethodNames(prototype).flatMap((method) => {
        const handler = prototype[method];
        if (handler === undefined || metatype === null || !Reflect.hasMetadata(PATH_METADATA, handler))
          return [];
        const access: unknown = reflector.getAllAndOverride(ACCESS, [handler, metatype as () => unknown]);
        return [{ name: `${metatype.name}.${method}`, access }];
      });
    });
}
