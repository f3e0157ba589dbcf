import type { Name } from "../parser/syntax.ts";

/** What every declaration has: its name and, where there is one, its doc comment. */
export function described({ name, doc }: { readonly name: Name; readonly doc: string | undefined }): {
  name: string;
  doc?: string;
} {
  return { name: name.text, ...(doc !== undefined && { doc }) };
}
