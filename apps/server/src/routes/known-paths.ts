import type { Result, Router } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";
import { methodOf } from "../observing/method-of.ts";

/**
 * The router that Hono has unless told otherwise, whose answers for paths without parameters are kept. Why: some of our paths together are
 * beyond its quick half, and the other half walks a tree for each request. Bounded by the paths and methods that there are.
 */
export class KnownPaths<T> implements Router<T> {
  readonly name = "KnownPaths";
  readonly #router = new SmartRouter<T>({ routers: [new RegExpRouter(), new TrieRouter()] });
  readonly #paths = new Set<string>();
  readonly #found = new Map<string, Result<T>>();

  add(method: string, path: string, handler: T): void {
    this.#router.add(method, path, handler);
    if (!/[:*{]/.test(path)) this.#paths.add(path);
  }

  match(method: string, path: string): Result<T> {
    const name = `${method} ${path}`;
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const found = this.#router.match(method, path);
    if (this.#paths.has(path) && methodOf(method) !== undefined) this.#found.set(name, found);
    return found;
  }
}
