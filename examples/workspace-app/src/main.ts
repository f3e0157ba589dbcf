import { listen } from "@relata/server";
import { openWorkspaceApp } from "./workspace-app.ts";

/** Whoever keeps the sessions answers here who has one: `getServerSession` of NextAuth, for instance. */
const nobody = () => undefined;

const { app } = await openWorkspaceApp(process.env, nobody);
const { url } = await listen({ app, host: "127.0.0.1", port: 8787 });
console.log(`listening on ${url}`);
