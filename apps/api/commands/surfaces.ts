import { cases } from './cases.ts';
import { organisation } from './organisation.ts';
import type { CommandSurface } from './surface.ts';

/** Every aggregate type whose commands the API offers. */
export const SURFACES: readonly CommandSurface[] = [cases, organisation];
