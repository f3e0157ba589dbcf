import {
  compile,
  compileText,
  DIAGNOSTICS,
  ERRORS,
  LINTS,
  WARNINGS,
  type Compilation,
  type DiagnosticCode,
} from "@relata/language";
import { describe, expect, it } from "vitest";

/** The shortest text found for each code, and all the codes that it gives. */
const EXAMPLES: Readonly<Record<DiagnosticCode, readonly [text: string, ...also: DiagnosticCode[]]>> = {
  file_too_large: [`model 1\n${" ".repeat(1_048_576)}`],
  not_text: ["model 1\n\0"],
  unexpected_character: ["model 1\ntype user;"],
  unterminated_string: ['model 1\ncontext x: "a'],
  invalid_string: ["model 1\ncontext x: 'a'"],
  unterminated_name: ["model 1\ntype user `"],
  invalid_name: ["model 1\ntype can-view"],
  reserved_word: ["model 1\ntype type"],
  missing_header: ["type user"],
  misplaced_header: ["model 1\ntype user\nmodel 1"],
  unsupported_version: ["model 7"],
  unexpected_token: ["model 1\ntype user {"],
  too_deep: [`model 1\ntype t { permission p = ${"(".repeat(101)}nil${")".repeat(101)} }`],
  mixed_operators: ["model 1\ntype t { relation a: t permission p = a + a - a }"],
  unknown_value_type: ["model 1\ncontext x: text"],
  wildcard_subject_set: ["model 1\ntype t { relation r: t:*#r }"],
  chained_relations: ["model 1\npolicy p = 1 < 2 < 3"],
  invalid_number: ["model 1\npolicy p = 1u == 1"],
  unknown_function: ["model 1\npolicy p = int(1) == 1"],
  wrong_call: ["model 1\npolicy p = size() == 1"],
  shadowed_name: ["model 1\npolicy p = [1].all(now, true)"],
  invalid_json: ["model 1\npolicy p = json { x }"],
  import_missing: ['model 1\nimport "./x.relata"'],
  import_escapes: ['model 1\nimport "../x.relata"'],
  duplicate_declaration: ["model 1\ntype t\ntype t"],
  duplicate_subject: ["model 1\ntype t { relation r: t | t }"],
  duplicate_value: ['model 1\ncontext x: "a" | "a"'],
  prefix_type: ["model 1\ntype a\ntype a:b"],
  unknown_type: ["model 1\ntype t { relation r: u }"],
  unknown_relation: ["model 1\ntype t { permission p = q }"],
  unknown_policy: ["model 1\ntype t { permission p = nil when q }"],
  wrong_arrow: ["model 1\ntype t { relation r: t:* permission p = r->p }"],
  unknown_target: ["model 1\ntype t { relation r: t permission p = r->q }"],
  depends_on_itself: ["model 1\ntype t { permission p = p }"],
  this_in_permission: ["model 1\ntype t { permission p = this }"],
  tuple_parameter_in_when: [
    'model 1\ntype t { permission p = nil when q }\npolicy q(tuple x: boolean) = json { "var": "x" }',
  ],
  unused_parameter: ["model 1\npolicy q(x: any) = json true"],
  reserved_parameter: ["model 1\npolicy q(now: any) = json true"],
  unknown_path: ['model 1\npolicy q = json { "var": "x" }'],
  unknown_context: ['model 1\npolicy q = json { "var": "context.x" }'],
  unknown_attribute: ['model 1\npolicy q = json { "var": "subject.x" }'],
  context_is_parameter: ['model 1\npolicy q(x: any) = json { "var": "context.x" }'],
  policy_type: ["model 1\npolicy q = 1"],
  more_errors: [
    `model 1\n${"type t\n".repeat(102)}`,
    ...Array.from({ length: 100 }, (): DiagnosticCode => "duplicate_declaration"),
  ],
  recursion_through_exclusion: ["model 1\ntype t { relation r: t permission p = nil - r->p }"],
  wildcard_through_subject_set: ["model 1\ntype t { relation m: t:* relation r: t#m }"],
  nobody_holds: ["model 1\ntype t { permission p = nil }"],
  unread_relation: ["model 1\ntype t { relation a: t relation r: t permission p = a }"],
  unused_policy: ["model 1\npolicy p = json true"],
  unread_attribute: ["model 1\ntype t { attribute x: number }"],
  unread_context: ["model 1\ncontext x: number"],
  partial_arrow: ["model 1\ntype a { relation r: a | b permission p = r->r }\ntype b { permission q = self }"],
  sensitive_wildcard: ["model 1\ntype t { relation owner: t:* }"],
  similar_name: ["model 1\ntype user\ntype users"],
  unused_ignore: ["model 1\n// relata-ignore unread_context\ntype t"],
  unknown_ignore: ["model 1\n// relata-ignore unread\ntype t"],
  more_warnings: [
    `model 1\ntype t { relation m: t:*\n${Array.from({ length: 101 }, (_, i) => `relation r${i}: t#m`).join("\n")} }`,
    ...Array.from({ length: 100 }, (): DiagnosticCode => "wildcard_through_subject_set"),
  ],
};

const CODES = Object.keys(DIAGNOSTICS) as DiagnosticCode[];

/** A text as it gives that code. */
function told(code: DiagnosticCode): Compilation {
  return compileText(EXAMPLES[code][0], "model.relata", { lint: Object.hasOwn(LINTS, code) });
}

describe("the codes of diagnostics", () => {
  it.each(CODES)("%s has a text that gives it, and a meaning in one line", (code) => {
    const [, ...also] = EXAMPLES[code];
    const codes = told(code).diagnostics.map((each) => each.code);
    expect(codes.toSorted()).toEqual([code, ...also].toSorted());
    expect(DIAGNOSTICS[code]).toMatch(/^[^\n]+[^\n.]$/);
  });

  it.each(CODES)("%s comes with a message, a hint and a span in the text", (code) => {
    const [text] = EXAMPLES[code];
    for (const { message, hint, span } of told(code).diagnostics) {
      expect(message).not.toBe("");
      expect(hint).not.toBe("");
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThanOrEqual(text.length);
      expect(span.line).toBe(text.slice(0, span.start).split("\n").length);
      expect(span.column).toBe(span.start - text.lastIndexOf("\n", span.start - 1));
    }
  });

  it.each(Object.keys(ERRORS) as DiagnosticCode[])("%s is an error, and leaves no model", (code) => {
    const { model, diagnostics } = told(code);
    expect(model).toBeUndefined();
    expect(diagnostics.every((each) => each.severity === "error")).toBe(true);
  });

  it.each(Object.keys(WARNINGS) as DiagnosticCode[])("%s is a warning, and leaves the model", (code) => {
    const { model, diagnostics } = told(code);
    expect(model).toBeDefined();
    expect(diagnostics.every((each) => each.severity === "warning")).toBe(true);
  });
});

/** A text with so many mistakes. */
function many(count: number): string {
  return `model 1\ntype t {\n${Array.from({ length: count }, (_, i) => `relation r${i}: x${i}`).join("\n")}\n}`;
}

describe("a hundred diagnostics", () => {
  it("are all shown", () => {
    expect(compileText(many(100)).diagnostics).toHaveLength(100);
  });

  it("are followed by one that counts the others", () => {
    const { diagnostics } = compileText(many(350));
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: "more_errors", message: "250 more diagnostics are not shown" });
    expect(compileText(many(101)).diagnostics.at(-1)?.message).toBe("1 more diagnostic is not shown");
  });

  it("of warnings hide no error", () => {
    const warnings = Array.from({ length: 200 }, (_, i) => `relation r${i}: t#m`).join("\n");
    const { model, diagnostics } = compileText(`model 1\ntype t { relation m: t:*\n${warnings}\nrelation z: nothing }`);
    expect(model).toBeUndefined();
    expect(diagnostics.filter((each) => each.severity === "error").map((each) => each.code)).toEqual(["unknown_type"]);
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)?.code).toBe("more_warnings");
  });

  it("are ordered by path and place", () => {
    const { diagnostics } = compile([
      { path: "b.relata", text: many(3) },
      { path: "a.relata", text: "model 1 policy p = json 1 type u { relation r: nothing }" },
    ]);
    const places = diagnostics.map(({ span }) => `${span.path}:${span.line}`);
    expect(places).toEqual(["a.relata:1", "a.relata:1", "b.relata:3", "b.relata:4", "b.relata:5"]);
  });
});
