/** Who sends a request: a key speaks before a cookie, and a wrong key is nobody, whatever cookie comes along. */
import { findKeyOwner, hasApiKey } from "./api-keys";
import { findSignedIn, type SignedIn } from "./sessions";

export const findCaller = (headers: Headers): Promise<SignedIn | null> => (hasApiKey(headers) ? findKeyOwner(headers) : findSignedIn(headers));
