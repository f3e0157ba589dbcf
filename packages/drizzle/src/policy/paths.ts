import { operationOf, pathOf } from "@relata/abac";
import type { Json } from "@relata/model";

/** Every path that a body reads, as it is read at the root. */
export function pathsIn(body: Json): readonly string[] {
  if (Array.isArray(body)) return body.flatMap((part: Json) => pathsIn(part));
  const operation = operationOf(body);
  if (operation === undefined) return [];
  const { operands } = operation;
  const path = pathOf(operation);
  if (path === undefined) return operands.flatMap(pathsIn);
  return [path.replace(/^(?:\.\.\/)+/, ""), ...operands.slice(1).flatMap(pathsIn)];
}
