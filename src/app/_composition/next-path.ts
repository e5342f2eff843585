/** Where to go after signing in: a path of this site, or the chat. Anything that a browser could read as another site is not a path. */
const here = "http://here.invalid";
const home = "/chat";

export const nextPath = (given: string | readonly string[] | undefined): string => {
  if (typeof given !== "string" || !given.startsWith("/") || given.length > 2_000 || !URL.canParse(given, here)) return home;
  const url = new URL(given, here);
  const path = url.pathname + url.search + url.hash;
  // "//evil.example", "/\evil.example" and "/x/..//evil.example" all end up here.
  if (url.origin !== here || path.startsWith("//") || /^\/(?:api|sign-in|sign-up|welcome)(?:[/?#]|$)/.test(path)) return home;
  return path;
};
