import { idProblem } from "@relata/model";
import fc from "fast-check";

/** Ids of every script, and ids made of what text forms are made of. */
export const hostileIds = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    fc
      .array(fc.constantFrom(":", "@", "*", "{", "}", '"', "\\", "with", "from", "member", "user", "🦊"), {
        minLength: 1,
        maxLength: 8,
      })
      .map((parts) => parts.join("")),
  )
  .filter((id) => idProblem(id) === undefined);
