/** TEXT values of iCalendar (RFC 5545, section 3.3.11), as written and as read. */

const unescaped = (written: string): string => {
  if (!written.includes("\\")) return written;
  // Without doubled ones each kind can be replaced by itself, which is many times as fast.
  if (!written.includes("\\\\")) return written.replaceAll("\\n", "\n").replaceAll("\\N", "\n").replaceAll("\\", "");
  return written.replace(/\\([\s\S])/g, (_all, one: string) => (one === "n" || one === "N" ? "\n" : one));
};

/** "\\n" is a new line, and what stands behind another backslash stands for itself. Control characters that no text has go. */
export const plainText = (written: string): string => unescaped(written).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
