import { CommanderError } from "commander";
import { BAD_INPUT } from "./exit-code.ts";

/**
 * What the caller of the command line did wrong that no library knows of: an option that is missing, a file of facts that
 * is not there. It is commander's own class, so that these are reported as one with the mistakes that commander finds.
 */
export function usageError(message: string): CommanderError {
  return new CommanderError(BAD_INPUT, "relata.usage", message);
}

/** Why a call of the file system failed, in words. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file or folder",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of its path is not a folder",
    EACCES: "it may not be read or written to",
    EPERM: "it may not be read or written to",
    ENOSPC: "no space is left",
    EROFS: "the disk is read-only",
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
