// `npm run -s relata -- …`: the command line.
import { runApp } from "./run-app.mjs";

runApp("apps/cli", "relata");
