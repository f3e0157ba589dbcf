import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const SINCE = attribute("since");
const LASTS = attribute("lasts");

function stamp(text: string): Json {
  return { timestamp: [text] };
}

function span(text: string): Json {
  return { duration: [text] };
}

describe("time arithmetic", () => {
  test.each<readonly [Json, Json]>([
    [{ "+": [stamp("2026-01-01T00:00:00Z"), span("1h")] }, stamp("2026-01-01T01:00:00Z")],
    [{ "+": [span("1h"), stamp("2026-01-01T00:00:00Z")] }, stamp("2026-01-01T01:00:00Z")],
    [{ "+": [span("1h"), stamp("2026-01-01T00:00:00Z"), span("-1ns")] }, stamp("2026-01-01T00:59:59.999999999Z")],
    [{ "-": [stamp("2026-01-01T00:00:00Z"), span("1ns")] }, stamp("2025-12-31T23:59:59.999999999Z")],
    [{ "-": [stamp("2026-01-01T00:00:00Z"), stamp("2025-12-31T00:00:00Z")] }, span("24h")],
    [{ "-": [stamp("2025-12-31T00:00:00Z"), stamp("2026-01-01T00:00:00Z")] }, span("-24h")],
    [{ "+": [span("1h"), span("30m")] }, span("90m")],
    [{ "-": [span("1h"), span("90m")] }, span("-30m")],
    [{ "-": [span("1h")] }, span("-1h")],
    [{ "+": [span("1h")] }, span("60m")],
  ])("%j is %j", (sum, expected) => {
    expect(over({}, { "==": [sum, expected] })).toBe("true");
    expect(over({}, { "!=": [sum, expected] })).toBe("false");
  });

  test("decides about attributes and the present", () => {
    const recent: Json = { "<": [{ "-": [{ var: "now" }, SINCE] }, LASTS] };
    expect(over({ since: "2026-01-14T23:30:00Z", lasts: "1h" }, recent)).toBe("true");
    expect(over({ since: "2026-01-14T23:00:00Z", lasts: "1h" }, recent)).toBe("false");
    expect(ask(recent).missing).toEqual(["resource.lasts", "resource.since"]);
  });

  test.each<readonly [Json]>([
    [{ "<": [{ "+": [SINCE, span("1ns")] }, { var: "now" }] }],
    [{ "<": [{ "-": [{ timestamp: "0000-01-01T00:00:00Z" }, span("1ns")] }, { var: "now" }] }],
    [{ "<": [{ "+": [span("2562047h"), span("2562047h")] }, LASTS] }],
    [{ "<": [{ "-": [stamp("9999-01-01T00:00:00Z"), stamp("0001-01-01T00:00:00Z")] }, LASTS] }],
  ])("beyond the range is a problem: %j", (body) => {
    expect(over({ since: "9999-12-31T23:59:59.999999999Z", lasts: "1h" }, body)).toBe("[out_of_range]");
  });

  test.each<readonly [Json, string]>([
    [{ "+": [SINCE, SINCE] }, "/==/0: `+` of a timestamp such as `2026-01-31T09:00:00Z` and a timestamp"],
    [{ "-": [LASTS, SINCE] }, "/==/0: `-` of a duration such as `1h30m` and a timestamp"],
    [{ "-": [SINCE] }, "/==/0: `-` of a timestamp such as `2026-01-31T09:00:00Z` makes no time"],
    [{ "+": [SINCE, 5] }, "/==/0/+/1: `+` mixes a timestamp such as `2026-01-31T09:00:00Z` with a number"],
    [{ "+": [SINCE, "1h"] }, "/==/0/+/1: `+` does not take text here"],
    [{ "+": [attribute("address"), 5] }, "/==/0/+/0: `+` does not take an IP address"],
  ])("that makes no time is refused: %j", (sum, expected) => {
    expect(complaint({ "==": [sum, attribute("anything")] })).toContain(expected);
  });

  test("that turns out to make none is a problem", () => {
    const times: Json = { if: [attribute("flag"), SINCE, 5] };
    expect(over({ flag: true, since: "2026-01-01T00:00:00Z" }, { "==": [{ "+": [times, times] }, null] })).toBe(
      "[wrong_type]",
    );
    expect(over({ flag: true, since: "2026-01-01T00:00:00Z" }, { "==": [{ "-": [times, 1] }, null] })).toBe(
      "[wrong_type]",
    );
    expect(over({ flag: false }, { "==": [{ "+": [times, times] }, 10] })).toBe("true");
    expect(over({ anything: "1h" }, { "==": [{ "+": [LASTS, attribute("anything")] }, LASTS] })).toBe("[wrong_type]");
  });

  test("knows its type: a sum compares with time of its kind, and a number with none", () => {
    expect(complaint({ "<": [{ "+": [SINCE, LASTS] }, "tomorrow"] })).toContain("`tomorrow` is not a timestamp");
    expect(complaint({ "<": [{ "-": [SINCE, SINCE] }, "tomorrow"] })).toContain("`tomorrow` is not a duration");
    expect(complaint({ "<": [{ "-": [SINCE, SINCE] }, 5] })).toContain("compares a duration");
  });
});

describe("timestamp, duration and ipaddress", () => {
  test("read text that is computed, and are themselves of what is read already", () => {
    expect(over({ name: "1h" }, { "==": [{ duration: attribute("name") }, span("60m")] })).toBe("true");
    expect(over({ lasts: "1h" }, { "==": [{ duration: LASTS }, span("60m")] })).toBe("true");
    expect(over({ name: "::ffff:10.0.0.1" }, { "==": [{ ipaddress: attribute("name") }, "10.0.0.1"] })).toBe("true");
    expect(over({ name: "soon" }, { "==": [{ timestamp: attribute("name") }, { var: "now" }] })).toBe("[wrong_type]");
    expect(over({ anything: 5 }, { "==": [{ duration: attribute("anything") }, LASTS] })).toBe("[wrong_type]");
    expect(ask({ "==": [{ timestamp: attribute("name") }, { var: "now" }] }).missing).toEqual(["resource.name"]);
  });

  test("refuse text that is written and none of their kind", () => {
    expect(complaint({ "<": [{ timestamp: ["2026-02-30T00:00:00Z"] }, { var: "now" }] })).toBe(
      "/</0/timestamp/0: `2026-02-30T00:00:00Z` is not a timestamp such as `2026-01-31T09:00:00Z`",
    );
    expect(complaint({ "<": [{ duration: "1d" }, LASTS] })).toContain("/</0/duration: `1d` is not a duration");
    expect(complaint({ "<": [{ timestamp: 5 }, { var: "now" }] })).toBe(
      "/</0/timestamp: `timestamp` does not take a number here",
    );
    expect(complaint({ "==": [{ duration: { var: "now" } }, LASTS] })).toContain("does not take a timestamp");
  });
});
