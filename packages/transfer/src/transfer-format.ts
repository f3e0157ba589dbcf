/** The forms in which tuples and attributes come and go: docs/reference/transfer.md. */
export const TRANSFER_FORMATS = ["text", "csv", "ndjson"] as const;

export type TransferFormat = (typeof TRANSFER_FORMATS)[number];

/** The format that the name of a file tells: `.csv`, `.ndjson` and `.jsonl` are what they say, and all else is text. */
export function formatOf(fileName: string): TransferFormat {
  const name = fileName.toLowerCase();
  if (name.endsWith(".csv")) return "csv";
  return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? "ndjson" : "text";
}
