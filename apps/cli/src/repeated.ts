import { Option } from "commander";

/** An option that may be given several times: all of its values, in their order. */
export function repeated(flags: string, description: string): Option {
  return new Option(flags, `${description}; may be repeated`)
    .default([], "none")
    .argParser((value: string, before: readonly string[]) => [...before, value]);
}
