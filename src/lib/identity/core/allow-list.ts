/** Who may make an account, by the operator's list. */

/**
 * An entry with something before the @ is one address; "example.com" and "@example.com" are a whole domain, without its
 * subdomains. An absent list lets everybody in. Addresses and entries are in lower case.
 */
export const isListed = (email: string, list: readonly string[] | undefined): boolean => {
  if (list === undefined) return true;
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return list.some((entry) => (entry.indexOf("@") > 0 ? entry === email : entry.replace(/^@/, "") === domain));
};
