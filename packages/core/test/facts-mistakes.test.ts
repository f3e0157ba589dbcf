import { isFailure, parseFacts, readModel } from "@relata/core";
import { indexModel } from "@relata/model";
import { expect, test } from "vitest";

const { model } = readModel("model 1\ntype user\ntype doc { relation owner: user }");

test("every line with a mistake is in the details of the failure, also those that the message only counts", () => {
  const lines = Array.from({ length: 30 }, (_, i) => `doc:${i}#ownr@user:ann`);
  try {
    parseFacts(indexModel(model), ["doc:1#owner@user:ann", ...lines].join("\n"), "facts.txt");
    expect.unreachable();
  } catch (error) {
    if (!isFailure(error, "invalid_tuple")) throw error;
    const { mistakes } = error.details as { readonly mistakes: readonly unknown[] };
    expect(mistakes).toHaveLength(30);
    expect(mistakes[0]).toEqual({
      path: "facts.txt",
      line: 2,
      message: expect.stringMatching(/^type `doc` has no relation `ownr`; did you mean `owner`\?/),
    });
    expect(error.message).toContain("and 10 more lines with mistakes");
  }
});
