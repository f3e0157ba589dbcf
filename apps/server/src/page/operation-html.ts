import { html } from "hono/html";
import type { ContentSaid, OperationSaid, SchemaSaid } from "./described.ts";
import { schemaText } from "./schema-text.ts";

/** A route of the page. */
export interface PageOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationSaid;
}

/** A route: what it is for, who may call it, what it answers, and a form that calls it. */
export function operationHtml({ method, path, operation }: PageOperation) {
  const { summary = "", description } = operation;
  const id = idOf({ method, path, operation });
  return html`<details class="operation" id="${id}">
    <summary>
      <span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code> <span>${summary}</span>
    </summary>
    <p>${whoMayCall(operation)}</p>
    ${description === undefined ? "" : html`<p>${description}</p>`}
    <form data-method="${method}" data-path="${path}" aria-label="${method.toUpperCase()} ${path}">
      ${fields(operation).map((field) => fieldHtml(id, field))} ${bodyHtml(id, operation)}
      <p>
        <button>Send</button> <button type="button" hidden>Stop</button>
        <output></output>
      </p>
      <pre class="answer" hidden></pre>
    </form>
    ${responsesHtml(operation)}
  </details>`;
}

/** The name of a route in the address of the page. */
export function idOf({ method, path, operation }: PageOperation): string {
  return operation.operationId ?? `${method}${path}`.replaceAll(/\W+/g, "-");
}

function whoMayCall(operation: OperationSaid): string {
  const { security = [], "x-open-because": because } = operation;
  if (security.length === 0) return because === undefined ? "For anybody." : `For anybody: ${because}.`;
  const permission = operation["x-required-permission"];
  const relation = operation["x-required-relation"];
  const forOthers = operation["x-required-relation-for-others"];
  if (permission !== undefined) return `For a caller with the permission ${permission}.`;
  if (relation !== undefined) return `For a caller with the right ${relation}.`;
  return forOthers === undefined
    ? "For a caller."
    : `For a caller, about itself; with the right ${forOthers}, about anybody.`;
}

interface Field {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  readonly schema: SchemaSaid | undefined;
}

/** What is filled in by name: parameters, and the fields of a form. */
function fields({ parameters = [], requestBody }: OperationSaid): readonly Field[] {
  const { properties = {}, required = [] } = requestBody?.content["application/x-www-form-urlencoded"]?.schema ?? {};
  return [
    ...parameters.map(({ name, in: place, required: isRequired = false, schema }) => ({
      name,
      in: place,
      isRequired,
      schema,
    })),
    ...Object.entries(properties).map(([name, schema]) => ({
      name,
      in: "form",
      isRequired: required.includes(name),
      schema,
    })),
  ];
}

function fieldHtml(operation: string, { name, in: place, isRequired, schema }: Field) {
  const id = `${operation}-${place}-${name}`;
  return html`<p class="field">
    <label for="${id}"><code>${name}</code> ${isRequired ? "(required)" : ""}</label>
    <input
      id="${id}"
      name="${name}"
      data-in="${place}"
      autocomplete="off"
      spellcheck="false"
      ${isRequired ? "required" : ""}
    />
    <span>${place}, ${schemaText(schema)}</span>
  </p>`;
}

function bodyHtml(operation: string, { requestBody }: OperationSaid) {
  const json = requestBody?.content["application/json"];
  if (json === undefined) return "";
  const id = `${operation}-body`;
  const text = json.example === undefined ? "{}" : JSON.stringify(json.example, null, 2);
  return html`<p class="field">
      <label for="${id}">Body ${requestBody?.required === true ? "(required)" : ""}</label>
      <textarea id="${id}" rows="${text.split("\n").length + 1}" spellcheck="false">${text}</textarea>
    </p>
    ${shapeHtml(json.schema)}`;
}

function responsesHtml({ responses }: OperationSaid) {
  return html`<dl>
    ${Object.entries(responses).map(
      ([status, { description = "", content = {} }]) =>
        html`<dt>${status}</dt>
          <dd>${description} ${Object.entries(content).map((one) => contentHtml(one))}</dd>`,
    )}
  </dl>`;
}

function contentHtml([type, { schema }]: [string, ContentSaid]) {
  return html`<code>${type}</code> ${shapeHtml(schema)} `;
}

/** A shape that has a name leads to where it stands. */
function shapeHtml(schema: SchemaSaid | undefined) {
  const text = schemaText(schema);
  if (schema?.$ref !== undefined) return html`<a href="#${text}"><code>${text}</code></a>`;
  return text.includes("\n") ? html`<pre>${text}</pre>` : html`<code>${text}</code>`;
}
