import { describe } from "vitest";
import { aDeletedStoreIsGone } from "./a-deleted-store-is-gone.ts";
import { aFilterDeletes } from "./a-filter-deletes.ts";
import { aModelIsJudgedAndKept } from "./a-model-is-judged-and-kept.ts";
import { aNamedWriteHappensOnce } from "./a-named-write-happens-once.ts";
import { aReadIsOneSnapshot } from "./a-read-is-one-snapshot.ts";
import { aScanIsItsContents } from "./a-scan-is-its-contents.ts";
import { aStoreIsTheMemoryStore } from "./a-store-is-the-memory-store.ts";
import { aTokenNamesAState } from "./a-token-names-a-state.ts";
import { aWriteIsAllOrNothing } from "./a-write-is-all-or-nothing.ts";
import { attributesAreKeptOneByOne } from "./attributes-are-kept-one-by-one.ts";
import { garbageIsForgotten } from "./garbage-is-forgotten.ts";
import { membershipsClimbAllTheWay } from "./memberships-climb-all-the-way.ts";
import { namesAreExact } from "./names-are-exact.ts";
import type { OpenStore } from "./open-store.ts";
import { pagesAreOfOneState } from "./pages-are-of-one-state.ts";
import { questionsAreAnsweredNarrowly } from "./questions-are-answered-narrowly.ts";
import { storesDoNotMeet } from "./stores-do-not-meet.ts";
import { theLogTellsEveryChange } from "./the-log-tells-every-change.ts";
import { whatIsWrittenIsRead } from "./what-is-written-is-read.ts";
import { windowsOpenAndClose } from "./windows-open-and-close.ts";

export interface StoreSuiteOptions {
  /** How many random histories the model-based law tries; each opens a store of its own. Default: 25. */
  readonly runs?: number;
}

/**
 * Declares every promise of the port as tests of one adapter. Call it at the top of a vitest file:
 *
 * ```ts
 * describeStore("sqlite (memory)", () => sqlite(":memory:"));
 * ```
 *
 * `open` is called once for each test, and must answer a new, empty database each time: the suite opens other stores of it.
 * Where the adapter waits for what a token names, let it not wait for long: some tests name what never comes.
 */
export function describeStore(name: string, open: OpenStore, { runs = 25 }: StoreSuiteOptions = {}): void {
  // oxlint-disable-next-line vitest/valid-title -- the caller names the adapter
  describe(name, () => {
    describe("what is written is read", () => {
      whatIsWrittenIsRead(open);
    });
    describe("a write is all or nothing", () => {
      aWriteIsAllOrNothing(open);
    });
    describe("attributes are kept one by one", () => {
      attributesAreKeptOneByOne(open);
    });
    describe("names are exact", () => {
      namesAreExact(open);
    });
    describe("questions are answered narrowly", () => {
      questionsAreAnsweredNarrowly(open);
    });
    describe("memberships climb all the way", () => {
      membershipsClimbAllTheWay(open);
    });
    describe("a read is one snapshot", () => {
      aReadIsOneSnapshot(open);
    });
    describe("a token names a state", () => {
      aTokenNamesAState(open);
    });
    describe("stores do not meet", () => {
      storesDoNotMeet(open);
    });
    describe("a deleted store is gone", () => {
      aDeletedStoreIsGone(open);
    });
    describe("pages are of one state", () => {
      pagesAreOfOneState(open);
    });
    describe("a scan is its contents", () => {
      aScanIsItsContents(open);
    });
    describe("a filter deletes", () => {
      aFilterDeletes(open);
    });
    describe("a named write happens once", () => {
      aNamedWriteHappensOnce(open);
    });
    describe("the log tells every change", () => {
      theLogTellsEveryChange(open);
    });
    describe("windows open and close", () => {
      windowsOpenAndClose(open);
    });
    describe("garbage is forgotten", () => {
      garbageIsForgotten(open);
    });
    describe("a model is judged and kept", () => {
      aModelIsJudgedAndKept(open);
    });
    describe("a store is the memory store", () => {
      aStoreIsTheMemoryStore(open, runs);
    });
  });
}
