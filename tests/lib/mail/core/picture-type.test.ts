/** What a stranger's server calls a picture is judged by its bytes. */
import { pictureTypeOf } from "@/lib/mail/core/picture-type";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

test.each([
  ["\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "image/png"],
  ["\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF", "image/jpeg"],
  ["GIF87a\u0001", "image/gif"],
  ["GIF89a\u0001", "image/gif"],
  ["RIFF\u0010\0\0\0WEBPVP8 ", "image/webp"],
  ["\0\0\0\u001cftypavif\0\0", "image/avif"],
  ["\0\0\0\u001cftypavis\0\0", "image/avif"],
])("%j is %s", (text, type) => {
  expect(pictureTypeOf(bytes(text))).toBe(type);
});

test.each([
  "",
  "GIF",
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  '<?xml version="1.0"?><svg/>',
  "<html>GIF89a</html>",
  "%PDF-1.7",
  "RIFF\u0010\0\0\0AVI LIST",
  "\0\0\0\u001cftypisom\0\0",
  "\0\0\u0001\0\u0001\0",
])("%j is no picture", (text) => {
  expect(pictureTypeOf(bytes(text))).toBeNull();
});
