/** Where a page ends, in a form that callers pass back and don't read. */

const alphabet = /^[A-Za-z0-9_-]{1,200}$/;

/** Parts must not hold a line break. */
export const writeCursor = (parts: readonly string[]): string => btoa(parts.join("\n")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const decoded = (cursor: string): string | null => {
  try {
    return atob(cursor.replace(/-/g, "+").replace(/_/g, "/"));
  } catch {
    return null;
  }
};

const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const isInstant = (text: string): boolean => /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);

/** The parts again, the last two being an instant and an id; null for what we didn't write. */
export const readCursor = (cursor: string, length: number): string[] | null => {
  const parts = alphabet.test(cursor) ? decoded(cursor)?.split("\n") : undefined;
  if (parts?.length !== length) return null;
  return isInstant(parts.at(-2) ?? "") && isId(parts.at(-1) ?? "") ? parts : null;
};
