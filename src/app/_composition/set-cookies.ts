/** Signing in answers with cookies; they go on the answer's headers, everything else into its body. */
export const setCookies = <T>(headers: Headers, { user, cookies }: { readonly user: T; readonly cookies: readonly string[] }): { user: T } => {
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return { user };
};
