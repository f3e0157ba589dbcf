import type { ParsedRecord } from "../transfer-record.ts";

/** What the rows below a header are read as. */
export interface RowForm {
  /** The record that the row completes; undefined where there is none yet, or the row has a problem. */
  row(fields: readonly string[], line: number): ParsedRecord | undefined;
  /** The record that the end of the text completes. */
  end(): ParsedRecord | undefined;
}
