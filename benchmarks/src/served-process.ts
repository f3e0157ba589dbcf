import { serve } from "./served.ts";

/** A process of its own, so that who asks takes no time of who answers. It ends with whoever made it. */
const { close, ...served } = await serve();
process.once("disconnect", () => void close());
process.send?.(served);
