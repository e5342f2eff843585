/** The words that a page's list is searched for from the start, from its address: `?find=Maya`. */
export const soughtWords = async (searchParams: Promise<{ readonly find?: string | string[] }>): Promise<string> => {
  const { find } = await searchParams;
  return typeof find === "string" ? find.trim().slice(0, 200) : "";
};
