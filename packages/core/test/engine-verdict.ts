import { isFailure, type Decision } from "@relata/model";
import type { Verdict } from "@relata/spec";

/** The façade's answer in the words of the specification; a failure that the specification does not know is thrown. */
export async function engineVerdict(decide: () => Decision | Promise<Decision>): Promise<Verdict> {
  try {
    const decision = await decide();
    if (decision.outcome !== "conditional") return { kind: decision.outcome };
    return { kind: "conditional", missing: [...new Set(decision.missing.map(({ path }) => path))].sort() };
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed"))
      return { kind: error.code as "paradox" | "policy_failed" };
    throw error;
  }
}
