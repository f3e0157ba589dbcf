import { policiesOf, rewriteOf, type SubjectRef } from "@relata/model";
import { notExpressible } from "../not-expressible.ts";
import { pathsIn } from "../policy/paths.ts";
import type { CompiledPermission } from "./compiled-permission.ts";

/**
 * Refuses what depends on attributes that the application provides by a function, since no database can call one.
 *
 * @throws Failure `not_expressible`
 */
export function requireUnprovided(
  compiled: CompiledPermission,
  provided: readonly string[],
  subjects: readonly SubjectRef[] = [],
): void {
  if (provided.length === 0) return;
  for (const place of compiled.components.all().flatMap(({ places }) => places)) {
    const rewrite = rewriteOf(compiled.index, place);
    for (const name of rewrite === undefined ? [] : policiesOf(compiled.index, place, rewrite)) {
      const policy = compiled.index.policies.get(name);
      const roots = new Set(policy === undefined ? [] : [...policy.required, ...pathsIn(policy.body)].map(rootOf));
      if (roots.has("resource")) refuse(name, place.type, provided);
      if (roots.has("subject")) for (const { type } of subjects) refuse(name, type, provided);
    }
  }
}

function refuse(policy: string, type: string, provided: readonly string[]): void {
  if (!provided.includes(type)) return;
  throw notExpressible(
    `policy \`${policy}\` reads attributes of \`${type}\`, which this engine is provided with by a function`,
    `store them, or make an engine without \`provide\` of \`${type}\` and name columns as its \`attributes\``,
  );
}

function rootOf(path: string): string {
  return path.split(".")[0] ?? "";
}
