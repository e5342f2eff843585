/** Who may book with a link. */

/** An entry is a whole address, or a domain with its subdomains: "acme.com" lets "ada@mail.acme.com" in, not "ada@notacme.com". */
export const isAllowed = (email: string, allowed: readonly string[]): boolean => {
  if (allowed.length === 0) return true;
  const address = email.toLowerCase();
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return allowed.some((entry) => (entry.includes("@") ? entry === address : domain === entry || domain.endsWith(`.${entry}`)));
};
