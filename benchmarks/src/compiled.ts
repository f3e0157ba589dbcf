import { compile, type SourceFile } from "@relata/language";
import { LARGE_MODEL } from "./large-model.ts";

/** Milliseconds of processor time that compiling the large model takes, which others on the machine disturb less. */
export function compiledMs(files: readonly SourceFile[], lint: boolean): number {
  const before = process.cpuUsage();
  const { model } = compile(files, { lint });
  const { user, system } = process.cpuUsage(before);
  if (model?.types.length !== LARGE_MODEL.types) throw new Error("the large model is not compiled");
  return (user + system) / 1_000;
}
