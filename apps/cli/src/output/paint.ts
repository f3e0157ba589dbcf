import type { Colour } from "@relata/core";
import pico from "picocolors";
import type { Output, Surroundings } from "../surroundings.ts";

/** Colours by name, each of which is plain text where the output is not for a person's eyes. */
export type Paint = ReturnType<typeof pico.createColors>;

/** Colour is for terminals, unless `NO_COLOR` is set (no-color.org: to anything but the empty text). */
export function paintFor(output: Output, { env }: Pick<Surroundings, "env">): Paint {
  const isWanted = (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
  return pico.createColors(output.isTTY === true && isWanted);
}

/** What an explanation's roles look like: only marks are in colour, so that references can be read and copied. */
export function colourFor(paint: Paint): Colour {
  return (role, text) => {
    switch (role) {
      case "allowed":
        return paint.green(text);
      case "denied":
        return paint.red(text);
      case "conditional":
        return paint.yellow(text);
      case "lines":
      case "remark":
        return paint.dim(text);
    }
  };
}
