import { compileText } from "@relata/language";

/** What a text without errors is warned of, each as its code and the text that it marks: `nobody_holds «edit»`. */
export function warnedOf(body: string): string[] {
  return warnings(body).map(({ code, marked }) => `${code} «${marked}»`);
}

/** The same, of one code only. */
export function warnedOfCode(code: string, body: string): string[] {
  return warnings(body)
    .filter((each) => each.code === code)
    .map(({ marked }) => marked);
}

/** The messages and hints of a text's warnings. */
export function saidOf(body: string): string[] {
  return warnings(body).map(({ message, hint }) => `${message} | ${hint}`);
}

function warnings(body: string) {
  const text = `model 1\n${body}`;
  const { model, diagnostics } = compileText(text, "model.relata", { lint: true });
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return diagnostics.map(({ code, message, hint, span }) => {
    return { code, message, hint, marked: text.slice(span.start, span.end) };
  });
}
