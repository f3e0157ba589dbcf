import Table from "cli-table3";
import { alikeScopes, assertAgrees, contenders, mixedScopes, nanoseconds } from "./policies.ts";

const ROUNDS = 200;

/** Times the policy in every way over both kinds of data, after each has given the expected answers. */
export function policyTable(): string {
  const kinds = [alikeScopes(), mixedScopes()];
  const rows = contenders().map((contender) => {
    for (const scopes of kinds) assertAgrees(contender, scopes);
    return [contender.name, ...kinds.map((scopes) => nanoseconds(contender, scopes, ROUNDS).toFixed(0))];
  });
  const head = ["three-clause policy", "records alike, ns", "records mixed, ns"];
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}
