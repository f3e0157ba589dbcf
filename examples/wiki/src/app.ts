import { failureResponse, guards } from "@relata/hono";
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { addPage, pagesOf, setText, userOf, type Wiki } from "./pages.ts";

/** The routes. A page that may not be read is answered as one that is not there; whoever may read it learns that they may not edit it. */
export function wikiApp(wiki: Wiki): Hono {
  const { authenticate, authorize } = guards(wiki.relata, {
    principal: async (c) => {
      const user = await userOf(wiki, getCookie(c, "session"));
      return user === undefined ? undefined : `user:${user}`;
    },
    challenge: 'Session realm="wiki"',
  });
  const app = new Hono();
  app.onError((error, c) => failureResponse(error) ?? c.json({ title: "the wiki failed" }, 500));

  app.get("/pages", authenticate, async (c) => {
    const { permissions } = c.var;
    const after = c.req.query("after");
    const page = { limit: 20, ...(after !== undefined && { after }) };
    const { ids, next } = await permissions.accessible("read", "page", page);
    const pages = await pagesOf(wiki, ids);
    // Asked at once, and so in one round, whatever the number of pages.
    const editable = await Promise.all(pages.map(async ({ id }) => permissions.can("edit", `page:${id}`)));
    return c.json({ pages: pages.map(({ id, title }, i) => ({ id, title, mayEdit: editable[i] })), next });
  });

  app.get(
    "/pages/:id",
    authorize("read", (c) => `page:${c.req.param("id")}`, { hide: true }),
    async (c) => {
      const [page] = await pagesOf(wiki, [c.req.param("id")]);
      return page === undefined ? c.notFound() : c.json(page);
    },
  );

  app.put(
    "/pages/:id",
    authorize("read", (c) => `page:${c.req.param("id")}`, { hide: true }),
    authorize("edit", (c) => `page:${c.req.param("id")}`),
    async (c) => {
      await setText(wiki, c.req.param("id"), await c.req.text());
      return c.body(null, 204);
    },
  );

  app.post(
    "/spaces/:space/pages",
    authorize("add", (c) => `space:${c.req.param("space")}`),
    async (c) => {
      const { id, title, text } = await c.req.json<{
        readonly id: string;
        readonly title: string;
        readonly text: string;
      }>();
      const [author] = c.var.permissions.subjects;
      await addPage(wiki, { id, title, text }, c.req.param("space"), author?.id ?? "");
      return c.json({ id }, 201);
    },
  );
  return app;
}
