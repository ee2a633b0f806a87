/** What somebody complains about, and what came of it. */
export interface Matter {
  readonly category: string;
  readonly severity: string;
  readonly criterion: string;
  readonly description: string;
  readonly wanted: string;
  readonly rootCause: string;
  readonly responsibility: 'organisation' | 'person' | 'merchant' | 'thirdParty';
  /** Ways to settle it, best first. */
  readonly options: readonly [string, string];
  /** Rank of the level that the procedure has decide on it, 0 the first. */
  readonly decidedBy: 0 | 1 | 2;
  /** Yuan, when money is part of it. */
  readonly money?: number;
  readonly goods?: number;
  /** How often it comes up, relative to the others. */
  readonly weight: number;
}

type Several = readonly [Matter, ...Matter[]];
type Row = readonly [
  category: string, severity: string, criterion: string, description: string, wanted: string, rootCause: string,
  options: readonly [string, string], weight: number, more?: { readonly money?: number; readonly goods?: number; readonly by?: Matter['responsibility']; readonly level?: Matter['decidedBy'] },
]; // prettier-ignore

const matter = ([
  category,
  severity,
  criterion,
  description,
  wanted,
  rootCause,
  options,
  weight,
  more = {},
]: Row): Matter => ({
  ...{ category, severity, criterion, description, wanted, rootCause, options, weight },
  responsibility: more.by ?? 'organisation',
  decidedBy: more.level ?? 0,
  ...(more.money !== undefined && { money: more.money }),
  ...(more.goods !== undefined && { goods: more.goods }),
});

export const PROPERTY_MATTERS: Several = [
  matter(['facilities/lift', 'important', 'service-fault', 'The lift stops between floors and nobody answers the alarm.', 'A lift that can be relied on', 'facility', ['Replace the door sensor today', 'Put a technician on standby for a week'], 7, { level: 1 }]),
  matter(['facilities/leak', 'major', 'serious-loss', 'Water from the roof ruined the bedroom ceiling and a wardrobe.', 'Repair and compensation', 'duty-of-care', ['Seal the roof and pay for the damage', 'Pay for the damage and repaint'], 4, { money: 2600, level: 2 }]),
  matter(['facilities/repair-delay', 'important', 'service-fault', 'The heating was reported a week ago and nobody has come.', 'A repair this week', 'process-design', ['Send the repair team tomorrow morning', 'Lend an electric heater until repaired'], 8, { level: 1 }]),
  matter(['facilities/repair-quality', 'minor', 'small-inconvenience', 'The new lock jams again after two days.', 'A lock that works', 'skill', ['Replace the lock', 'Adjust the door'], 6]),
  matter(['safety/parking', 'minor', 'small-inconvenience', 'Strangers park on the rented space every evening.', 'The space kept free', 'rule-broken', ['Tow after a warning', 'Assign another space'], 9, { by: 'thirdParty' }]),
  matter(['safety/theft', 'important', 'management-fault', 'A bicycle was stolen from the locked cellar; the camera was off.', 'The recording, and better control', 'duty-of-care', ['Repair the camera and refund half of the price', 'Repair the camera'], 4, { money: 400, level: 1 }]),
  matter(['environment/cleaning', 'minor', 'small-inconvenience', 'The staircase has not been cleaned for ten days.', 'Regular cleaning', 'rule-broken', ['Clean today and post the plan', 'Clean today'], 10]),
  matter(['environment/noise', 'minor', 'small-inconvenience', 'The pump hums all night below the bedroom.', 'Quiet nights', 'facility', ['Fit rubber mounts', 'Switch to the second pump at night'], 8]),
  matter(['fees/service-charge', 'important', 'management-fault', 'The service charge was taken twice in one month.', 'The money back', 'process-design', ['Pay it back within three days', 'Credit it to the next month'], 6, { money: 320, level: 1 }]),
  matter(['service/attitude', 'minor', 'small-inconvenience', 'The front desk laughed at the question.', 'An apology', 'attitude', ['Apology by the supervisor', 'Apology in writing'], 7, { by: 'person' }]),
  matter(['service/promise-broken', 'major', 'promise-not-kept', 'Three times somebody promised to fix the gate, and it still stands open.', 'The gate closed at night', 'communication', ['Fix the gate tonight and report daily', 'Post a guard until it is fixed'], 3, { level: 2 }]),
]; // prettier-ignore

export const SUPERMARKET_MATTERS: Several = [
  matter(['food/spoiled-or-expired', 'important', 'food-quality', 'The milk was a week past its date.', 'The money back', 'storage', ['Refund and ten times the price', 'Refund and a voucher'], 6, { money: 60, goods: 6, level: 2 }]),
  matter(['food/foreign-object', 'important', 'food-quality', 'A piece of plastic was baked into the bread.', 'An explanation', 'product-defect', ['Refund and a written explanation', 'Refund and a voucher'], 4, { money: 40, goods: 12, by: 'merchant' }]),
  matter(['safety/customer-injury', 'urgent', 'personal-safety', 'Slipped on a wet floor without a sign and hurt a knee.', 'The doctor’s bill', 'duty-of-care', ['Pay the doctor and the taxi', 'Pay the doctor'], 2, { money: 900, level: 2 }]),
  matter(['returns/return-dispute', 'general', 'by-the-rules', 'The desk would not take back a kettle bought three days ago.', 'The money back', 'rule-broken', ['Take it back', 'Exchange it'], 9, { money: 189, goods: 189, level: 1 }]),
  matter(['returns/exchange-dispute', 'general', 'by-the-rules', 'The television has a dead corner; the counter sent me to the maker.', 'Another television', 'communication', ['Exchange it from stock', 'Refund it'], 4, { money: 2399, goods: 2399, by: 'merchant', level: 2 }]),
  matter(['service/checkout', 'general', 'by-the-rules', 'Forty minutes at the only open checkout.', 'More checkouts', 'process-design', ['Open two more at peak times', 'A voucher for the wait'], 9, { money: 20, level: 1 }]),
  matter(['service/delivery', 'general', 'by-the-rules', 'The delivery came five hours late, the ice cream was soup.', 'Replacement', 'process-design', ['Deliver again and waive the fee', 'Refund the frozen goods'], 7, { money: 85, goods: 240, level: 1 }]),
  matter(['staff/attitude', 'general', 'by-the-rules', 'The cashier shouted at my mother.', 'An apology', 'attitude', ['Apology by the cashier and the supervisor', 'Apology by the supervisor'], 8, { by: 'person' }]),
  matter(['daily/price', 'general', 'by-the-rules', 'The shelf said 19.90, the till said 29.90.', 'The difference', 'process-design', ['Refund the difference and a gift', 'Refund the difference'], 10, { money: 10, goods: 30 }]),
  matter(['daily/goods-quality', 'general', 'by-the-rules', 'The rice cooker died on the second day.', 'A new one', 'product-defect', ['Exchange it', 'Refund it'], 8, { money: 329, goods: 329, by: 'merchant' }]),
  matter(['building/facilities', 'important', 'needs-investigation', 'The escalator stopped with a jerk; an old man nearly fell.', 'A safe escalator', 'facility', ['Shut it down until inspected', 'Slow it down until inspected'], 3, { level: 2 }]),
]; // prettier-ignore

export const HOTEL_MATTERS: Several = [
  matter(['front-office/telephone', 'serious', 'harm', 'A call for me was put through to a stranger’s room.', 'An explanation for my wife', 'process-design', ['Explain it to her and 12% off the bill', 'A letter by the management'], 4, { money: 120, level: 1 }]),
  matter(['front-office/room-change', 'small', 'on-the-spot', 'The toilet is blocked and nobody changes my room.', 'Another room', 'communication', ['Change the room at once', 'Repair it during dinner'], 8]),
  matter(['front-office/luggage', 'serious', 'harm', 'My luggage was carried off without anybody asking me.', 'My luggage', 'rule-broken', ['Bring it back and an apology', 'Bring it back'], 3, { level: 1 }]),
  matter(['rooms/supplies', 'small', 'on-the-spot', 'I asked for a roll of paper in the morning; it is evening.', 'Paper', 'communication', ['Bring it, and a plate of fruit', 'Bring it'], 10, { money: 60 }]),
  matter(['rooms/repair', 'small', 'on-the-spot', 'The window does not close.', 'A quiet night', 'facility', ['Repair it now', 'Another room'], 9]),
  matter(['food/waiting', 'small', 'on-the-spot', 'Fifty minutes for a bowl of noodles.', 'Not to pay for it', 'process-design', ['The dish is free', 'A drink is free'], 9, { money: 48 }]),
  matter(['food/menu', 'small', 'on-the-spot', 'The waiter pressed the dearest dish on us.', 'An apology', 'attitude', ['An apology by the duty manager', 'An apology by the waiter'], 6, { by: 'person' }]),
  matter(['billing/signing', 'serious', 'harm', 'Our firm has credit here, and I was made to pay in cash.', 'The money back', 'communication', ['Pay it back and 12% off', 'Pay it back'], 4, { money: 880, level: 1 }]),
  matter(['billing/bill', 'small', 'on-the-spot', 'The minibar was put on the bill twice.', 'The difference', 'rule-broken', ['Refund the difference', 'Credit it'], 7, { money: 64 }]),
  matter(['privacy/privacy', 'serious', 'harm', 'The desk told a caller my room number.', 'That it never happens again', 'duty-of-care', ['Another room and an apology by the management', 'An apology in writing'], 2, { level: 1 }]),
]; // prettier-ignore
