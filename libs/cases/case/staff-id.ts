const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** The form in which ids of staff are compared: one person, however the id was typed (INV-4). */
const canonicalStaffId = (id: string): string =>
  id.normalize('NFKC').replace(INVISIBLE, '').trim().toLowerCase().normalize('NFC');

export const isSameStaff = (left: string | undefined, right: string | undefined): boolean =>
  left !== undefined && right !== undefined && canonicalStaffId(left) === canonicalStaffId(right);
