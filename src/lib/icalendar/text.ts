/** TEXT values of iCalendar (RFC 5545, section 3.3.11), as written and as read. */

/** "\\n" is a new line, and what stands behind another backslash stands for itself. Control characters that no text has go. */
export const plainText = (written: string): string => {
  const text = written.includes("\\") ? written.replace(/\\([\s\S])/g, (_all, one: string) => (one === "n" || one === "N" ? "\n" : one)) : written;
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
};
