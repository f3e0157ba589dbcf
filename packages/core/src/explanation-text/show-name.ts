import { formatObject, type ObjectRef } from "@relata/model";

/**
 * The name of a reason as a model file writes it. A reason calls the rest of a chained arrow `parent -> view` or
 * `parent .all view`, with blanks, which no name holds; a model file has `parent->view` and `parent.all(view)`.
 */
export function showName(name: string): string {
  const [first = "", ...rest] = name.split(" ");
  const links = rest.filter((_, i) => i % 2 === 0);
  const names = rest.filter((_, i) => i % 2 === 1);
  const opened = names.map((name, i) => (links[i] === ".all" ? `.all(${name}` : `->${name}`)).join("");
  return first + opened + ")".repeat(links.filter((link) => link === ".all").length);
}

/** `view on folder:plans`. */
export function showNameOn(name: string, object: ObjectRef): string {
  return `${showName(name)} on ${formatObject(object)}`;
}

/** The arrow that leads over `relation` to `target`, as a model file writes it. */
export function showArrow(relation: string, quantifier: "any" | "all", target: string): string {
  return showName(`${relation} ${quantifier === "all" ? ".all" : "->"} ${target}`);
}
