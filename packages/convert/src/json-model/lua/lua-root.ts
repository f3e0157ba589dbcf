import { LuaMistake } from "./lua-syntax.ts";

/** What a path of a script begins at, and the names behind that. @throws LuaMistake for what a policy cannot read */
export function rootOf(
  names: readonly string[],
  start: number,
  end: number,
): { readonly root: "resource" | "subject" | "action"; readonly rest: readonly string[] } {
  const [root, part, ...rest] = names;
  const refuse = (message: string, hint: string): never => {
    throw new LuaMistake(start, end, message, hint);
  };
  if (root !== "context") return refuse(`there is no \`${root ?? ""}\``, "a policy reads `context.…`");
  if (part === "action" && rest.length === 0) return { root: "action", rest: [] };
  if (part === "timestamp") return refuse("times are compared as times here", "write the policy by hand, with `now`");
  if (part !== "resource" && part !== "user") {
    const hint = "there are `context.resource.x`, `context.user.x` and `context.action`";
    return refuse(`there is no \`${names.join(".")}\``, hint);
  }
  const path = part === "resource" && rest[0] === "attributes" ? rest.slice(1) : rest;
  if (path.length === 0) return refuse(`\`${names.join(".")}\` is an object`, "read one of its attributes");
  if (path.length === 1 && rest[0] !== "attributes" && (path[0] === "id" || path[0] === "type")) {
    return refuse(`a policy does not see the ${path[0]} of an object`, "keep it as an attribute of another name");
  }
  if (path.some((each) => each === "" || each.includes(".")))
    return refuse("a name with a dot cannot be read", "rename it");
  return { root: part === "resource" ? "resource" : "subject", rest: path };
}
