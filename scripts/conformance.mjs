// `npm run -s conformance -- …`: the test data of other engines.
import { runApp } from "./run-app.mjs";

runApp("apps/conformance", "conformance");
