import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const HTML = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Invoices</title>
<main id="page"></main>
<script type="module" src="/page.js"></script>
</html>
`;

let bundled: Promise<string> | undefined;

/** The page as one script, made when it is first asked for. */
export function bundledPage(): Promise<string> {
  return (bundled ??= bundle());
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    // Without its ending, which is another once it is compiled.
    entryPoints: [fileURLToPath(new URL("page/main", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    minify: true,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    conditions: ["@relata/source"],
  });
  return outputFiles[0]?.text ?? "";
}
