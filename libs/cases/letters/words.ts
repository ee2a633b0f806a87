import type { Remedy } from '../case/events/fields.ts';

export const REMEDIES_ZH: Readonly<Record<Remedy['kind'], string>> = {
  refund: '退款',
  discount: '折扣',
  replacement: '更换',
  repair: '修理',
  gift: '礼品',
  voucher: '代金券',
  feeWaiver: '减免费用',
  money: '赔付',
  apology: '致歉',
};
