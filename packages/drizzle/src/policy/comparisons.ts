/** The comparisons that SQL has too, as SQL writes them. */
export const COMPARISONS: Readonly<Record<string, string>> = {
  "==": "=",
  "===": "=",
  "!=": "<>",
  "!==": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

export function isComparison(name: string): boolean {
  return Object.hasOwn(COMPARISONS, name);
}

export function isOrder(name: string): boolean {
  return name.startsWith("<") || name.startsWith(">");
}
