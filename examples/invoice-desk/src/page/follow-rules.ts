import { unpackRules, type AbilityOf, type PackedRules } from "@relata/casl/browser";
import type { Authz } from "../authz.gen.ts";

/** Gives the ability the rules of the server, and whatever becomes of them. A browser connects again by itself. */
export function followRules(ability: AbilityOf<Authz>): () => void {
  const source = new EventSource("/rules/live");
  source.addEventListener("message", ({ data }: MessageEvent<string>) => {
    ability.update(unpackRules<Authz>(JSON.parse(data) as PackedRules).rules);
  });
  return () => source.close();
}
