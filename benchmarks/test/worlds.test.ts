import { describe, expect, test } from "vitest";
import { counted } from "../src/counted.ts";
import { WORLDS } from "../src/worlds.ts";

describe("named worlds", () => {
  test.each(WORLDS)("$name", (world) => {
    expect(counted(world)).toEqual({ allowed: world.allowed, batches: world.batches });
  });
});
