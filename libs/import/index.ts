export { importFile, type ImportOptions, type ImportReport, type RejectedRow } from './import-file.ts';
export { loadMapping, shippedMappings } from './load-mapping.ts';
export { mapRow, type MappedRow, type Row, type RowProblem } from './mapping/map-row.ts';
export { asMapping, columnsOf, InvalidMapping, type ImportMapping } from './mapping/mapping.ts';
export { UnreadableSource } from './read-rows.ts';
