/** A conversation is named after what was said first, until its owner names it. */

const longest = 60;

/** First line of the message, cut between words at 60 characters. */
export const titleFrom = (text: string): string => {
  const line = text.trim().split(/\r?\n/, 1)[0]?.replace(/\s+/g, " ").trim() ?? "";
  if (line === "") return "New conversation";
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest);
  const space = cut.lastIndexOf(" ");
  return `${(space > 20 ? cut.slice(0, space) : cut).replace(/[\s,.;:–-]+$/, "")}…`;
};
