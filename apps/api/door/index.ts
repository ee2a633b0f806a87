export { guardDoor, type DoorLimits } from './door.ts';
