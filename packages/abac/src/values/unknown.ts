import type { PolicyProblem, PolicyProblemCode } from "../verdict.ts";

/**
 * Why an expression has no value: an absent path, a problem, or several of these in written order. The parts are kept
 * as a shared tree, so that combining costs nothing and only the final answer is flattened.
 */
export class Unknown {
  readonly path: string | undefined;
  readonly problem: PolicyProblem | undefined;
  readonly parts: readonly Unknown[];

  private constructor(path: string | undefined, problem: PolicyProblem | undefined, parts: readonly Unknown[]) {
    this.path = path;
    this.problem = problem;
    this.parts = parts;
  }

  static absent(path: string): Unknown {
    return new Unknown(path, undefined, []);
  }

  static problem(code: PolicyProblemCode, message: string): Unknown {
    return new Unknown(undefined, { code, message }, []);
  }

  /** All of these together, in written order. At least one is given. */
  static all(parts: readonly Unknown[]): Unknown {
    const [first] = parts;
    if (first !== undefined && parts.every((part) => part === first)) return first;
    return new Unknown(undefined, undefined, parts);
  }

  /** The absent paths, sorted and each once, and the first problem in written order. Cost: the distinct parts. */
  reasons(): { readonly missing: readonly string[]; readonly problem: PolicyProblem | undefined } {
    const paths = new Set<string>();
    let problem: PolicyProblem | undefined;
    // A loop with a stack, since a `reduce` nests parts as deeply as its list is long.
    const seen = new Set<Unknown>();
    const rest: Unknown[] = [this];
    for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
      if (seen.has(part)) continue;
      seen.add(part);
      if (part.path !== undefined) paths.add(part.path);
      problem ??= part.problem;
      for (let i = part.parts.length - 1; i >= 0; i--) rest.push(part.parts[i] as Unknown);
    }
    return { missing: [...paths].sort(), problem };
  }
}

/** The unknown ones among the results, in order. */
export function unknownsOf(results: readonly unknown[]): readonly Unknown[] {
  return results.filter((result) => result instanceof Unknown);
}
