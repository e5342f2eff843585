/** Imported before the AI SDK, whose zod would try `eval` for speed as soon as it is loaded, which the page's policy refuses and Firefox reports. */
import { config } from "zod/v4/core";

config({ jitless: true });
