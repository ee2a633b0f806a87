import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

/** A part of the pages. Cells of a row stand beside one another below the heads. */
export interface Section {
  readonly title: string;
  readonly note?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Shares of the width, in the order of the heads. */
  readonly widths: readonly number[];
  readonly pictures?: readonly Picture[];
}

export interface Picture {
  readonly caption: string;
  /** Absent where it is not drawn. Nothing that there is no room for: see `roomFor`. */
  readonly content?: Buffer;
}

export interface Pages {
  readonly title: string;
  readonly lines: readonly string[];
  readonly sections: readonly Section[];
  readonly madeAt: Date;
  /** BCP 47 */
  readonly language: string;
}

const MARGIN = 48;
const GAP = 8;
const SIZES = { title: 20, section: 13, text: 9 } as const;
const PICTURE = 150;

/** Latin and Chinese letters in one file each; the pages hold those of their letters that they use. */
const font = (weight: 'Regular' | 'Bold'): string =>
  fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc')));

/** The same sections give the same pages. */
export function pagesOf({ title, lines, sections, madeAt, language }: Pages): Promise<Buffer> {
  const info = {
    Title: title,
    CreationDate: madeAt,
    ModDate: madeAt,
    Producer: 'Redress',
    Creator: 'Redress',
  };
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, bufferPages: true, lang: language, info });
  pdf.registerFont('text', font('Regular'));
  pdf.registerFont('bold', font('Bold'));
  pdf.font('bold').fontSize(SIZES.title).text(title);
  pdf.font('text').fontSize(SIZES.text);
  for (const line of lines) pdf.moveDown(0.3).text(line);
  for (const section of sections) writeSection(pdf, section);
  numberPages(pdf);
  return ended(pdf);
}

function writeSection(
  pdf: PDFKit.PDFDocument,
  { title, note, head, rows, widths, pictures = [] }: Section,
): void {
  pdf.x = MARGIN;
  pdf.y += 2 * GAP;
  keepTogether(pdf, 60);
  pdf.font('bold').fontSize(SIZES.section).text(title);
  pdf.fontSize(SIZES.text);
  if (note !== undefined) pdf.font('text').text(note);
  const columns = columnsOf(pdf, widths);
  pdf.font('bold');
  writeRow(pdf, head, columns);
  pdf.font('text');
  for (const row of rows) writeRow(pdf, row, columns);
  for (const picture of pictures) writePicture(pdf, picture);
}

interface Column {
  readonly at: number;
  readonly width: number;
}

function columnsOf({ page }: PDFKit.PDFDocument, widths: readonly number[]): readonly Column[] {
  const all = widths.reduce((sum, width) => sum + width, 0);
  const space = page.width - 2 * MARGIN - GAP * (widths.length - 1);
  let at = MARGIN;
  return widths.map((share) => {
    const column = { at, width: (space * share) / all };
    at += column.width + GAP;
    return column;
  });
}

function writeRow(pdf: PDFKit.PDFDocument, cells: readonly string[], columns: readonly Column[]): void {
  const texts = cells.map(printable);
  const height = Math.max(
    ...texts.map((text, index) => pdf.heightOfString(text, { width: columns[index]?.width ?? 0 })),
  );
  keepTogether(pdf, height);
  const { y } = pdf;
  const room = pdf.page.height - MARGIN - y;
  for (const [index, text] of texts.entries()) {
    const { at, width } = columns[index] ?? { at: MARGIN, width: 0 };
    // What is longer than a page stands in the archive whole.
    pdf.text(text, at, y, { width, height: room, ellipsis: true });
  }
  pdf.x = MARGIN;
  pdf.y = y + Math.min(height, room) + 3;
}

/** A picture that cannot be drawn is evidence all the same: it is in the archive. */
function writePicture(pdf: PDFKit.PDFDocument, { caption, content }: Picture): void {
  const mark = content !== undefined && isDrawn(pdf, content) ? '' : ' (–)';
  pdf.text(`${printable(caption)}${mark}`, MARGIN);
}

function isDrawn(pdf: PDFKit.PDFDocument, content: Buffer): boolean {
  try {
    keepTogether(pdf, PICTURE + 20);
    const { y } = pdf;
    pdf.image(content, MARGIN, y, { fit: [PICTURE, PICTURE] });
    pdf.y = y + PICTURE + 2;
    return true;
  } catch {
    return false;
  }
}

function keepTogether(pdf: PDFKit.PDFDocument, height: number): void {
  if (pdf.y + height > pdf.page.height - MARGIN && pdf.y > MARGIN) pdf.addPage();
}

/** Letters that no page shows would move what stands beside them. */
const printable = (text: string): string => text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ');

function numberPages(pdf: PDFKit.PDFDocument): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    pdf.switchToPage(index);
    const { margins, height } = pdf.page;
    // Below the margin, where text would begin a new page.
    margins.bottom = 0;
    pdf.text(`${String(index + 1)} / ${String(count)}`, MARGIN, height - MARGIN / 2 - SIZES.text, {
      lineBreak: false,
    });
  }
}

function ended(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    pdf.on('error', reject);
  });
  pdf.end();
  return done;
}
