import { html } from "hono/html";
import type { Described } from "./described.ts";
import { idOf, operationHtml, type PageOperation } from "./operation-html.ts";
import { schemaText } from "./schema-text.ts";

/** What the application says of routes of its own that are about nothing in particular. */
const OTHERS = { name: "Others", description: "Routes of the application." };

/**
 * The page of a description: everything of it stands there, so that it is read without a script; the script beside it calls routes.
 * Its addresses are relative: a server behind a path shows it as one at the root does.
 */
export function pageHtml(described: Described): string {
  const { info, components = {} } = described;
  const groups = groupsOf(described);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${info.title}: HTTP API</title>
        <link rel="icon" href="docs/icon.svg" />
        <link rel="stylesheet" href="docs/page.css" />
        <script type="module" src="docs/page.js"></script>
      </head>
      <body>
        <a class="skip" href="#routes">Skip to the routes</a>
        <header>
          <h1>${info.title}</h1>
          <p>${info.description ?? ""} The same as OpenAPI: <a href="openapi.json">openapi.json</a>.</p>
          ${keyHtml(components.securitySchemes?.["apiKey"]?.name)}
          <nav aria-label="Routes">
            <ul>
              ${groups.map(({ name }) => html`<li><a href="#${anchorOf(name)}">${name}</a></li> `)}
              <li><a href="#shapes">Shapes</a></li>
            </ul>
          </nav>
        </header>
        <main id="routes" tabindex="-1">
          ${groups.map((group) => groupHtml(group))}
          <section aria-labelledby="shapes">
            <h2 id="shapes">Shapes</h2>
            <p>What requests and answers are made of, by the names that routes use.</p>
            ${Object.entries(components.schemas ?? {}).map(
              ([name, schema]) =>
                html`<details id="${name}">
                  <summary><code>${name}</code></summary>
                  <pre>${schemaText(schema)}</pre>
                </details> `,
            )}
          </section>
        </main>
      </body>
    </html>`;
  // Nothing in it is waited for.
  return page as string;
}

/** Where a key is typed in; nothing, where no route asks for one. */
function keyHtml(header: string | undefined) {
  if (header === undefined) return "";
  return html`<p class="field">
    <label for="key">Key or token</label>
    <input
      id="key"
      type="password"
      data-header="${header}"
      autocomplete="off"
      spellcheck="false"
      aria-describedby="key-note"
    />
    <span id="key-note">It is shown to this server with what you send from here, and kept nowhere.</span>
  </p>`;
}

interface Group {
  readonly name: string;
  readonly description?: string;
  readonly operations: readonly PageOperation[];
}

function groupsOf({ paths = {}, tags = [] }: Described): readonly Group[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const known = new Set(tags.map(({ name }) => name));
  const tagOf = ({ operation }: PageOperation) => operation.tags?.find((name) => known.has(name)) ?? OTHERS.name;
  return [...tags, OTHERS]
    .map((tag) => ({ ...tag, operations: all.filter((one) => tagOf(one) === tag.name) }))
    .filter(({ operations }) => operations.length > 0);
}

function groupHtml({ name, description, operations }: Group) {
  return html`<section aria-labelledby="${anchorOf(name)}">
    <h2 id="${anchorOf(name)}">${name}</h2>
    ${description === undefined ? "" : html`<p>${description}</p>`}
    ${operations.toSorted(byPath).map((one) => operationHtml(one))}
  </section>`;
}

function byPath(a: PageOperation, b: PageOperation): number {
  return a.path === b.path ? idOf(a).localeCompare(idOf(b)) : a.path < b.path ? -1 : 1;
}

function anchorOf(name: string): string {
  return `about-${name.toLowerCase().replaceAll(/\W+/g, "-")}`;
}
