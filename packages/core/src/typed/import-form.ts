import type { TransferRecord } from "@relata/transfer";
import type { ImportInput as AnyImport } from "../bulk/import-batch.ts";
import type { TypeName } from "./names.ts";
import type { Schema } from "./schema.ts";
import type { TupleForm } from "./tuple-form.ts";

/** What each of the records to import must be. One that was read from a text is judged at run time, as tuples are. */
export type ImportForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnyImport
    : Given extends { readonly kind: string }
      ? TransferRecord & { readonly line?: number }
      : TupleForm<S, Given>;
