import { MAX_SHOWN, type AccessGroup, type Pair, type Sample } from "./access-diff.ts";

/** What all answers of a group have in common. */
export type GroupHead = Omit<AccessGroup, "subjects" | "objects" | "answers" | "examples" | "except">;

/** A group that is still being filled. Memory: the names of its subjects and objects, not its answers. */
export class Group {
  readonly head: GroupHead;
  readonly #subjects = new Set<string>();
  readonly #objects = new Set<string>();
  readonly #examples: Pair[] = [];
  readonly #except: Pair[] = [];
  #answers = 0;
  #exceptions = 0;

  readonly #maxExamples: number;

  constructor(head: GroupHead, maxExamples = MAX_SHOWN) {
    this.head = head;
    this.#maxExamples = maxExamples;
  }

  add(pair: Pair): void {
    this.#answers++;
    if (!this.head.everybody) this.#subjects.add(pair.subject);
    if (!this.head.everything) this.#objects.add(pair.object);
    if (this.#examples.length < this.#maxExamples) this.#examples.push(pair);
  }

  except(pair: Pair): void {
    this.#exceptions++;
    if (this.#except.length < this.#maxExamples) this.#except.push(pair);
  }

  finish(): AccessGroup {
    return {
      ...this.head,
      subjects: this.#sample(this.#subjects),
      objects: this.#sample(this.#objects),
      answers: this.#answers,
      examples: this.#examples,
      except: { count: this.#exceptions, examples: this.#except },
    };
  }

  #sample(names: ReadonlySet<string>): Sample {
    return { count: names.size, examples: [...names].slice(0, this.#maxExamples) };
  }
}
