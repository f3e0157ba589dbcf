import type { Json, Policy } from "@relata/model";
import { pathsIn } from "./paths.ts";

/** Whether anything below it depends on a row, a tuple or the subject. */
export function readsData(body: Json, { parameters }: Policy): boolean {
  return pathsIn(body).some((path) => {
    const [root = ""] = path.split(".");
    return root === "resource" || root === "subject" || parameters.some(({ name }) => name === root);
  });
}
