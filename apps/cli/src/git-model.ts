import { execFileSync } from "node:child_process";
import { posix } from "node:path";
import { Failure } from "@relata/core";
import { MAX_FILE_BYTES } from "@relata/language";
import type { ModelPlace } from "./find-model.ts";
import type { Surroundings } from "./surroundings.ts";

/** A model as a commit has it: imports, too, are read from that commit. */
export interface GitSource {
  /** The id of the commit, so that a branch that moves meanwhile makes no mixture. */
  readonly commit: string;
  readonly cwd: string;
  readonly env: Surroundings["env"];
}

const FORM = /^git:([^:]+):(.+)$/;

export function isGitPath(path: string): boolean {
  return path.startsWith("git:");
}

/**
 * The place of `git:REF:PATH`: a file, or a folder with all its `*.relata` files, relative to the working folder. Git is
 * run without a shell, and a reference that begins like an option is none.
 *
 * @throws Failure `model_unreadable`
 */
export function gitPlace({ cwd, env }: Pick<Surroundings, "cwd" | "env">, given: string): ModelPlace {
  const [, ref = "", raw = ""] = FORM.exec(given) ?? [];
  if (ref === "" || ref.startsWith("-")) {
    throw new Failure(
      "model_unreadable",
      `\`${given}\` is not a model in git: write \`git:REF:PATH\`, as \`git:main:authz.relata\``,
    );
  }
  const commit = git({ commit: "", cwd, env }, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  if (commit === undefined) throw new Failure("model_unreadable", `git knows no commit \`${ref}\` in \`${cwd}\``);
  const source: GitSource = { commit: commit.toString().trim(), cwd, env };
  const path = posix.normalize(raw).replace(/\/$/, "");
  const kind = git(source, ["cat-file", "-t", at(source, path)])
    ?.toString()
    .trim();
  if (kind === "blob") {
    return {
      folder: posix.dirname(path),
      shownFolder: `git:${ref}:${posix.dirname(path)}`,
      names: [posix.basename(path)],
      git: source,
    };
  }
  const names = kind === "tree" ? modelFiles(source, path) : [];
  if (names.length > 0) return { folder: path, shownFolder: `git:${ref}:${path}`, names, git: source };
  const problem = kind === "tree" ? "holds no `*.relata` file" : "is not there";
  throw new Failure("model_unreadable", `\`${raw}\` ${problem} in the commit \`${ref}\``);
}

/** The bytes of a file of the commit; undefined where it has none. */
export function readGitFile(source: GitSource, path: string): Uint8Array | undefined {
  return git(source, ["cat-file", "blob", at(source, path)]);
}

function modelFiles(source: GitSource, folder: string): readonly string[] {
  const listed = git(source, ["ls-tree", "-z", at(source, folder)])?.toString() ?? "";
  return listed
    .split("\0")
    .flatMap((entry) => /^\d+ blob \w+\t(.+)$/s.exec(entry)?.[1] ?? [])
    .filter((name) => name.endsWith(".relata"))
    .sort();
}

/** `./` makes git read the path as relative to the working folder. */
function at({ commit }: GitSource, path: string): string {
  return `${commit}:./${path}`;
}

/** What git prints; undefined where it says no. */
function git({ cwd, env }: GitSource, args: readonly string[]): Buffer | undefined {
  try {
    return execFileSync("git", args, {
      cwd,
      env: { ...env },
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: MAX_FILE_BYTES + 1,
    });
  } catch (cause) {
    if (cause instanceof Error && "status" in cause && typeof cause.status === "number") return undefined;
    throw new Failure("model_unreadable", "git could not be run: is it installed, and is the file not too large?", {
      cause,
    });
  }
}
