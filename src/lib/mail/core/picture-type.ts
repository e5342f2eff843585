/**
 * What a file that a stranger's server calls a picture is, by its first bytes. SVG isn't among them: it is a document, which may run and
 * fetch. Signatures: PNG (ISO/IEC 15948), JPEG (ITU-T T.81), GIF89a, WebP (RFC 9649), AVIF (ISO/IEC 23000-22).
 */
const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

const pngSignature = "\u0089PNG\r\n\u001a\n";

export type MailPictureType = "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif";

/** Null for whatever isn't one of the five. */
export const pictureTypeOf = (bytes: Uint8Array): MailPictureType | null => {
  if (ascii(bytes, 0, 8) === pngSignature) return "image/png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return "image/gif";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "image/webp";
  return ascii(bytes, 4, 8) === "ftyp" && /^avi[fs]$/.test(ascii(bytes, 8, 12)) ? "image/avif" : null;
};
