/** How a suite reaches the files that it names. Paths are as they are shown, with `/` between their parts. */
export interface SuiteFiles {
  /**
   * The text of a file.
   *
   * @throws Failure `model_unreadable` that says why it cannot be read
   */
  read(path: string): string;
  /**
   * The paths of the model files that stand in the folder; undefined where the path is no folder.
   *
   * @throws Failure `model_unreadable` for a folder without any
   */
  folder(path: string): readonly string[] | undefined;
}

/** Files that can be asked which paths were read: what a suite depends on. */
export class NotedFiles implements SuiteFiles {
  readonly #files: SuiteFiles;
  readonly #read = new Set<string>();

  constructor(files: SuiteFiles) {
    this.#files = files;
  }

  get paths(): readonly string[] {
    return [...this.#read];
  }

  // Why before it is read: a file that is missing is one that a suite waits for.
  read(path: string): string {
    this.#read.add(path);
    return this.#files.read(path);
  }

  folder(path: string): readonly string[] | undefined {
    const found = this.#files.folder(path);
    if (found !== undefined) this.#read.add(path);
    return found;
  }
}
