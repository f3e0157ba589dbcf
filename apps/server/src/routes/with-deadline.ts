import type { House } from "../house.ts";

/** What is asked, as the façade takes it: with an end, whether or not the question names one. */
export function withDeadline<T extends object>({ limits }: Pick<House, "limits">, input: T) {
  return { deadlineMs: limits.deadlineMs, ...input };
}
