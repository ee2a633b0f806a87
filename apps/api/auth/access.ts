import { applyDecorators, SetMetadata, type CustomDecorator } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Access } from './principal.ts';

export const ACCESS = 'redress:access';

/** Who may use the route. A route without this is closed to everybody, and the application does not start. */
export const Allow = (...accepted: readonly Access[]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, accepted), ApiBearerAuth());

/** Open without a token. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public');
