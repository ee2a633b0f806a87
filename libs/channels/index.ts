export { openChannel } from './open-channel.ts';
export { signatureOf } from './webhook-channel.ts';
export type { Channel, Delivery, Message } from './channel.ts';
