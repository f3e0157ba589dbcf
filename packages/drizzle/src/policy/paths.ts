import type { Json } from "@relata/model";
import { operationOf, pathOf } from "./operation.ts";

/** Every path that a body reads, as it is read at the root. */
export function pathsIn(body: Json): readonly string[] {
  if (Array.isArray(body)) return body.flatMap((part: Json) => pathsIn(part));
  const operation = operationOf(body);
  if (operation === undefined) return [];
  const { name, operands } = operation;
  if (name !== "var" && name !== "has") return operands.flatMap(pathsIn);
  return [pathOf(operation).replace(/^(?:\.\.\/)+/, ""), ...operands.slice(1).flatMap(pathsIn)];
}
