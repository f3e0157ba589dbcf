export { ATTRIBUTE_COLUMNS, TUPLE_COLUMNS, type AttributeColumn, type TupleColumn } from "./csv/columns.ts";
export type { ParseOptions } from "./intake.ts";
export { parseRecords } from "./parse-records.ts";
export { printRecords } from "./print-records.ts";
export { RecordParser } from "./record-parser.ts";
export { RecordPrinter, type PrintOptions } from "./record-printer.ts";
export { formatProblem, type RecordProblem } from "./record-problem.ts";
export { formatOf, TRANSFER_FORMATS, type TransferFormat } from "./transfer-format.ts";
export type { AttributesRecord, ParsedRecord, RecordKind, TransferRecord, TupleRecord } from "./transfer-record.ts";
