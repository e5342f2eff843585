/** Which way a page runs for a locale. */

const rightToLeft = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]);

/** "rtl" for languages written from the right, and for the pseudo-locale region XB ("en-XB"), which turns the English interface round for tests. */
export const writingDirection = (locale: string): "ltr" | "rtl" => {
  const [language = "", ...rest] = locale.toLowerCase().split("-");
  return rightToLeft.has(language) || rest.includes("xb") ? "rtl" : "ltr";
};
