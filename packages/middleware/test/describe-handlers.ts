import type { Accessible } from "@relata/middleware";
import { describe, expect, test } from "vitest";
import { IDS, openServed, type Serve } from "./served.ts";

/** Handlers behind guards of a framework are answered of their caller, of one state and by few questions. */
export function describeHandlers(name: string, serve: Serve): void {
  describe(`handlers behind guards in ${name}`, () => {
    const { answer, relata } = openServed(serve);

    test("answer ten checks of a handler by one question, of the state that let it in", async () => {
      const questions: string[] = [];
      const stop = relata().observe((event) => void (event.kind === "question" && questions.push(event.question)));
      const { status, body } = await answer("/batches/own");
      expect([status, questions]).toEqual([200, ["check_many", "check_many"]]);
      questions.length = 0;
      await answer("/known");
      stop();
      expect(questions).toEqual(["check_many"]);
      const { allowed, token } = JSON.parse(String(body));
      const asked = await Promise.all(
        IDS.map(async (id) =>
          relata().check({
            subject: "user:ann",
            permission: "view",
            object: `document:${id}`,
            consistency: { exactly: token },
          }),
        ),
      );
      expect(allowed).toEqual(asked.map(({ outcome }) => outcome === "allowed"));
      expect(new Set(allowed).size).toBe(2);
    });

    test("list what is accessible, page by page, also to later requests", async () => {
      const ids: string[] = [];
      let after = "";
      do {
        const page = JSON.parse(String((await answer(`/lists?limit=1${after}`)).body)) as Accessible;
        expect(page.ids.length).toBeLessThanOrEqual(1);
        ids.push(...page.ids);
        after = page.next === undefined ? "" : `&after=${encodeURIComponent(page.next)}`;
      } while (after !== "");
      expect(ids).toEqual(["a:b", "open", "own", "plan"]);
      for (const cursor of ["x", "2026-01-01T00:00:00Z/x", "%2F", ""]) {
        const answered = await answer(`/lists?after=${cursor}`);
        expect([cursor, answered.status]).toEqual([cursor, 400]);
      }
    });

    test("keep requests apart that are answered at once", async () => {
      const asked = Array.from({ length: 60 }, (_, i) => (["ann", "bob", "carl"] as const)[i % 3] ?? "ann");
      const answers = await Promise.all(asked.map(async (user) => answer("/known", { "x-user": user })));
      answers.forEach(({ body }, i) => {
        const { subjects, allowed } = JSON.parse(String(body));
        expect(subjects).toEqual([{ type: "user", id: asked[i] }]);
        expect(allowed.slice(0, 3)).toEqual(
          { ann: [true, true, true], bob: [false, false, true], carl: [false, false, true] }[asked[i] ?? "ann"],
        );
      });
    });
  });
}
