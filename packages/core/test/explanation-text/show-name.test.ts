import { expect, test } from "vitest";
import { showArrow, showName, showNameOn } from "../../src/explanation-text/show-name.ts";

test.each([
  ["view", "view"],
  ["parent -> view", "parent->view"],
  ["parent .all view", "parent.all(view)"],
  ["a -> b -> c", "a->b->c"],
  ["a .all b -> c", "a.all(b->c)"],
  ["a .all b .all c", "a.all(b.all(c))"],
  ["a -> b .all c", "a->b.all(c)"],
])("the name `%s` of a reason is shown as `%s`", (name, shown) => {
  expect(showName(name)).toBe(shown);
});

test("a name that itself holds an arrow or a dot is shown as it is", () => {
  expect(showName("can->view")).toBe("can->view");
  expect(showName("team.all(x)")).toBe("team.all(x)");
});

test("an arrow is shown with its quantifier, and a name with its object", () => {
  expect(showArrow("parent", "any", "view")).toBe("parent->view");
  expect(showArrow("parent", "all", "a -> view")).toBe("parent.all(a->view)");
  expect(showNameOn("parent -> view", { type: "folder", id: "a:b" })).toBe("parent->view on folder:a:b");
});
