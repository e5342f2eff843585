/** The languages a browser asks for, the best first: of "de-DE,de;q=0.9,en;q=0.8" the tags. */
export const languagesOf = (accept: string | null): string[] =>
  (accept ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((word) => word.trim());
      const quality = Number(/^q=([\d.]+)$/.exec(parameters.find((word) => word.startsWith("q=")) ?? "")?.[1] ?? 1);
      return { tag, quality };
    })
    .filter(({ tag }) => /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(tag))
    .sort((a, b) => b.quality - a.quality)
    .slice(0, 10)
    .map(({ tag }) => tag);
