import { TRANSFER_FORMATS, type TransferFormat } from "@relata/transfer";
import { Option, type Command } from "commander";
import { usageError } from "../usage-error.ts";

/** Adds the option for the format; of the name of the file unless given. */
export function withFormat(command: Command): Command {
  return command.addOption(
    new Option("-f, --format <format>", "text, csv or ndjson (default: by the file's name)").argParser(toFormat),
  );
}

/** @throws CommanderError */
export function wholeNumber(option: string): (text: string) => number {
  return (text) => {
    if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
    throw usageError(`${option} is a whole number from 1 on: \`${text}\` is none`);
  };
}

function toFormat(text: string): TransferFormat {
  const format = TRANSFER_FORMATS.find((known) => known === text);
  if (format !== undefined) return format;
  throw usageError(`--format is one of ${TRANSFER_FORMATS.join(", ")}: \`${text}\` is none`);
}
