import { createRelata, readModel, renderExplanation, type CheckInput } from "@relata/core";
import { memoryStore } from "@relata/store";

/** The tree of one question, without what would allow it, over a model and tuples, asked on a day in 2026. */
export async function explained(
  model: string,
  tuples: readonly string[],
  question: string,
  more: Partial<CheckInput> = {},
): Promise<string> {
  const relata = await createRelata({ model: readModel(model).model, store: memoryStore() });
  await relata.write([...tuples]);
  const [subject = "", permission = "", object = ""] = question.split(" ");
  const view = await relata.at();
  const explanation = view.explain({ subject, permission, object, now: "2026-06-01T00:00:00Z", ...more });
  return renderExplanation({ ...explanation, misses: [] });
}
