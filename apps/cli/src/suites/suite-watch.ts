import { resolve } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import { existsSync } from "node:fs";

/** Milliseconds without a change, after which what has changed is told: an editor writes a file in several steps. */
const QUIET_MS = 60;

/** Watches the suites of some paths, and whatever files these read. */
export class SuiteWatch {
  readonly #watchers: readonly FSWatcher[];
  readonly #read: FSWatcher;
  readonly #followed = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #onChange: (changed: ReadonlySet<string>) => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param onChange called with absolute paths, those of one flurry at once */
  static async open(
    cwd: string,
    paths: readonly string[],
    onChange: (changed: ReadonlySet<string>) => void,
  ): Promise<SuiteWatch> {
    const suites = watch(rootsOf(cwd, paths), { ignoreInitial: true, ignored: isIgnored });
    await new Promise<void>((ready) => suites.once("ready", ready));
    return new SuiteWatch(suites, onChange);
  }

  private constructor(suites: FSWatcher, onChange: (changed: ReadonlySet<string>) => void) {
    this.#onChange = onChange;
    this.#read = watch([], { ignoreInitial: true, depth: 0 });
    this.#watchers = [suites, this.#read];
    for (const watcher of this.#watchers) watcher.on("all", (_, path) => this.#note(path));
  }

  /** Also watches what suites read; what nothing reads any more is watched no longer. */
  follow(reads: readonly string[]): void {
    const wanted = new Set(reads);
    for (const path of [...this.#followed].filter((path) => !wanted.has(path))) this.#read.unwatch(path);
    this.#read.add([...wanted].filter((path) => !this.#followed.has(path)));
    this.#followed.clear();
    for (const path of wanted) this.#followed.add(path);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) await watcher.close();
  }

  #note(path: string): void {
    this.#changed.add(resolve(path));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), QUIET_MS);
  }

  #tell(): void {
    const changed = new Set(this.#changed);
    this.#changed.clear();
    this.#onChange(changed);
  }
}

/** Of a glob, the working folder: where its files will come to be, only it knows. */
function rootsOf(cwd: string, paths: readonly string[]): string[] {
  return (paths.length === 0 ? ["."] : paths).map((path) => {
    const absolute = resolve(cwd, path);
    return existsSync(absolute) ? absolute : cwd;
  });
}

/** Folders are looked into, and of files only YAML matters here. */
function isIgnored(path: string, stats?: { isFile(): boolean }): boolean {
  return /[/\\](node_modules|\.git)([/\\]|$)/.test(path) || (stats?.isFile() === true && !/\.ya?ml$/.test(path));
}
