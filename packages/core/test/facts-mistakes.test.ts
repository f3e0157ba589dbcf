import { isFailure, parseFacts, readModel, type Failure } from "@relata/core";
import { indexModel } from "@relata/model";
import { expect, test } from "vitest";

const { model } = readModel("model 1\ntype user\ntype doc { relation owner: user }");

/** The failure of reading the text. */
function failureOf(text: string): Failure {
  try {
    parseFacts(indexModel(model), text, "facts.txt");
  } catch (error) {
    if (isFailure(error, "invalid_tuple")) return error;
    throw error;
  }
  throw new Error("the facts were read");
}

test("every line with a mistake is in the details of the failure, also those that the message only counts", () => {
  const lines = Array.from({ length: 30 }, (_, i) => `doc:${i}#ownr@user:ann`);
  const { message, details } = failureOf(["doc:1#owner@user:ann", ...lines].join("\n"));
  const { mistakes } = details as { readonly mistakes: readonly unknown[] };
  expect(mistakes).toHaveLength(30);
  expect(mistakes[0]).toEqual({
    path: "facts.txt",
    line: 2,
    message: expect.stringMatching(/^type `doc` has no relation `ownr`; did you mean `owner`\?/),
  });
  expect(message).toContain("and 10 more lines with mistakes");
});
