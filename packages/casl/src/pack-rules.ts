import { packRules as pack } from "@casl/ability/extra";
import type { Schema } from "@relata/core";
import { Failure, formatInstant, utf8Length } from "@relata/model";
import type { RuleOf } from "./browser/abilities.ts";
import type { PackedRules } from "./browser/packed-rules.ts";
import type { Ruled } from "./rule.ts";

export interface PackOptions {
  /** How large their JSON may be, in UTF-8. Default: 65,536. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 65_536;

/**
 * The rules for a browser.
 *
 * ```ts
 * app.get("/rules", async (c) => c.json(packRules(await rulesFor(relata, userOf(c), { types: ["invoice"] }))));
 * ```
 *
 * @throws Failure `budget_exceeded` where they are larger than they may be
 */
export function packRules<S extends Schema = Schema>(
  { rules, absent, validUntil }: Pick<Ruled<S>, "rules" | "absent" | "validUntil">,
  { maxBytes = MAX_BYTES }: PackOptions = {},
): PackedRules {
  const packed: PackedRules = {
    rules: pack<RuleOf>(rules),
    ...(validUntil !== undefined && { validUntil: formatInstant(validUntil) }),
    ...(absent.length > 0 && { absent }),
  };
  const bytes = utf8Length(JSON.stringify(packed));
  if (bytes <= maxBytes) return packed;
  throw new Failure(
    "budget_exceeded",
    `the rules take ${bytes} bytes, and ${maxBytes} are the most: make them of fewer \`types\` or \`permissions\`, raise ` +
      "`maxBytes`, or ask the server about what is shown",
    { details: { bytes, maxBytes } },
  );
}
