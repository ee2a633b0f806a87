/** `outcomeNotified` → `outcome notified` */
export const spaced = (word: string): string => word.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
