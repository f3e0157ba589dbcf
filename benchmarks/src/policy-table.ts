import Table from "cli-table3";
import { alikeScopes, assertAgrees, contenders, mixedScopes, nanoseconds } from "./policies.ts";

const ROUNDS = 200;

/**
 * Times the policy in every way over both kinds of data, after each has given the expected answers. Beside each time
 * stands how much of relata's it is, which other machines can be compared by.
 */
export function policyTable(): string {
  const all = contenders();
  const kinds = [alikeScopes(), mixedScopes()];
  for (const scopes of kinds) for (const contender of all) assertAgrees(contender, scopes);
  const times = kinds.map((scopes) => nanoseconds(all, scopes, ROUNDS));
  const table = new Table({
    head: ["three-clause policy", "records alike, ns", "of relata's", "records mixed, ns", "of relata's"],
    style: { head: [], border: [] },
  });
  table.push(
    ...all.map(({ name }, i) => [
      name,
      ...times.flatMap((of) => [(of[i] ?? 0).toFixed(0), ((of[i] ?? 0) / (of.at(-1) ?? 0)).toFixed(2)]),
    ]),
  );
  return table.toString();
}
