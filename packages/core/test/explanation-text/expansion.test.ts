import { createRelata, mermaidExpansion, readModel, renderExpansion } from "@relata/core";
import { isFailure } from "@relata/model";
import { DESIGN_MODEL } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";

const MODEL = `${DESIGN_MODEL}
type team {
  relation lead: user
  relation part: team
  relation open: user | user:* | team#lead = this + lead
  permission all_lead = part.all(lead)
  permission deep = part->part->lead
  permission pick = (lead & (open + all_lead) & (open - lead)) + self + nil
}
type club {
  relation part: club | user
  permission view = part->view
}
`;

const INVOICE = "client_abc:invoice:1";

async function expanded(
  tuples: readonly string[],
  permission: string,
  object: string,
  depth: "shallow" | "deep" = "deep",
) {
  const relata = await createRelata({
    model: readModel(MODEL).model,
    store: memoryStore(),
  });
  await relata.write([...tuples]);
  return relata.expand({ object, permission, depth, now: "2026-06-01T00:00:00Z" });
}

async function tree(...asked: Parameters<typeof expanded>): Promise<string> {
  return renderExpansion(await expanded(...asked));
}

describe("an expansion", () => {
  test("shows each operator with what stands below it", async () => {
    const tuples = ["team:a#open@user:*", "team:a#open@team:b#lead", "team:a#lead@user:ann", "team:a#part@team:c"];
    expect(await tree(tuples, "pick", "team:a")).toBe(
      [
        "pick on team:a",
        "├─ who is in all of these",
        "│  ├─ lead on team:a",
        "│  │  └─ user:ann",
        "│  ├─ any of these",
        "│  │  ├─ open on team:a",
        "│  │  │  ├─ team:b#lead",
        "│  │  │  │  └─ nobody",
        "│  │  │  ├─ user:*",
        "│  │  │  └─ lead on team:a (see above)",
        "│  │  └─ all_lead on team:a",
        "│  │     └─ part.all(lead) on team:a: who is in all of these",
        "│  │        └─ team:c",
        "│  │           └─ lead on team:c",
        "│  │              ↳ nobody",
        "│  └─ this",
        "│     ├─ who is in",
        "│     │  └─ open on team:a (see above)",
        "│     └─ and not in",
        "│        └─ lead on team:a (see above)",
        "├─ team:a itself",
        "└─ nobody",
      ].join("\n"),
    );
  });

  test("carries policies and windows, and leaves out what is not there now", async () => {
    const hours = 'with office_hours {"from":"2026-01-01T00:00:00Z","until":"2026-02-01T00:00:00Z"}';
    const tuples = [
      `${INVOICE}#auditor@user:ann ${hours}`,
      `${INVOICE}#auditor@group:eng#member until 2027-01-01T00:00:00Z`,
      "client_abc:invoice:*#owner@user:eve",
      `${INVOICE}#owner@user:late until 2026-01-01T00:00:00Z`,
    ];
    expect(await tree(tuples, "auditor", INVOICE, "shallow")).toBe(
      [`auditor on ${INVOICE}`, "├─ group:eng#member until 2027-01-01T00:00:00Z", `└─ user:ann ${hours}`].join("\n"),
    );
    expect(await tree(tuples, "refund", INVOICE)).toBe(
      [
        `refund on ${INVOICE}`,
        `└─ for whom policy refundable is true of ${INVOICE}`,
        `   └─ write on ${INVOICE}`,
        `      ├─ owner on ${INVOICE}`,
        "      │  └─ user:eve, on client_abc:invoice:*",
        `      └─ clerk on ${INVOICE}`,
        "         └─ nobody",
      ].join("\n"),
    );
    expect(await expanded(tuples, "auditor", INVOICE)).toMatchObject({ validUntil: expect.any(BigInt) as unknown });
  });

  test("follows chains of arrows, and ends cycles", async () => {
    expect(await tree(["team:a#part@team:b", "team:b#part@team:a"], "deep", "team:a")).toBe(
      [
        "deep on team:a",
        "└─ part->part->lead on team:a",
        "   └─ team:b",
        "      └─ part->lead on team:b",
        "         └─ team:a",
        "            └─ lead on team:a",
        "               └─ nobody",
      ].join("\n"),
    );
    expect(await tree(["folder:a#parent@folder:a"], "view", "folder:a")).toContain(
      "view on folder:a (a cycle alone grants nothing)",
    );
    expect(await tree(["club:a#part@user:x"], "view", "club:a")).toContain("type user has no view: nobody");
  });

  test("as Mermaid, is each name once", async () => {
    const text = mermaidExpansion(
      await expanded(["folder:a#parent@folder:b", "folder:b#parent@folder:a"], "view", "folder:a"),
    );
    expect(text.match(/"view on folder:b"/g)).toHaveLength(1);
    expect(text).not.toContain("classDef");
  });

  test("is refused where the question has a mistake, or where a deep one passes the budget", async () => {
    const relata = await createRelata({ model: readModel(DESIGN_MODEL).model, store: memoryStore(), budget: 3 });
    await relata.write(["folder:a#parent@folder:b", "folder:b#parent@folder:c", "folder:c#parent@folder:d"]);
    const failureOf = async (input: object) =>
      relata.expand(input as never).then(
        () => "none",
        (error: unknown) => (isFailure(error) ? error.code : error),
      );
    expect(await failureOf({ object: "folder:a", permission: "veiw" })).toBe("unknown_permission");
    expect(await failureOf({ object: "foldr:a", permission: "view" })).toBe("unknown_type");
    expect(await failureOf({ object: "folder:a", permission: "view", depth: "deepest" })).toBe("invalid_question");
    expect(await failureOf({ object: "folder:a", permission: "view", depth: "deep" })).toBe("budget_exceeded");
    expect(await failureOf({ object: "folder:a", permission: "view" })).toBe("none");
  });

  test("is the same of a view, in a transaction and from a file", async () => {
    const relata = await createRelata({ model: readModel(DESIGN_MODEL).model, store: sqlite(":memory:") });
    await relata.write(["folder:a#parent@folder:b", "folder:b#viewer@user:ann"]);
    const asked = { object: "folder:a", permission: "view", depth: "deep", now: "2026-06-01T00:00:00Z" } as const;
    const expansion = await relata.expand(asked);
    expect(expansion.names).toHaveLength(4);
    expect((await relata.at()).expand(asked)).toEqual(expansion);
    await relata.close();
  });
});
