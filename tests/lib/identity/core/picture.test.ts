/** What counts as a picture: by its bytes, whole, of sensible size, and without what a camera wrote into it. */
import fc from "fast-check";
import { readPicture } from "@/lib/identity/core/picture";

const text = (words: string): number[] => [...words].map((letter) => letter.charCodeAt(0));
const be32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const le32 = (value: number): number[] => be32(value).reverse();
const chunk = (name: string, data: number[]): number[] => [...be32(data.length), ...text(name), ...data, 0, 0, 0, 0];
const secret = text("GPS 52.5163 N 13.3777 E");

const png = (width = 64, height = 32): number[] => [
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...chunk("IHDR", [...be32(width), ...be32(height), 8, 6, 0, 0, 0]),
  ...chunk("tEXt", secret),
  ...chunk("eXIf", secret),
  ...chunk("IDAT", [1, 2, 3]),
  ...chunk("IEND", []),
  ...secret,
];
const segment = (marker: number, data: number[]): number[] => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data];
const jpeg = (width = 64, height = 32): number[] => [
  ...[0xff, 0xd8],
  ...segment(0xe0, text("JFIF\0")),
  ...segment(0xe1, [...text("Exif\0\0"), ...secret]),
  ...segment(0xfe, secret),
  ...segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
  ...segment(0xda, [1, 1, 0, 0, 63, 0]),
  ...[1, 2, 3, 0xff, 0xd9],
  ...secret,
];
const webp = (width = 64, height = 32): number[] => {
  const vp8x = [0b0000_1100, 0, 0, 0, (width - 1) & 255, (width - 1) >> 8, 0, (height - 1) & 255, (height - 1) >> 8, 0];
  const part = (name: string, data: number[]): number[] => [...text(name), ...le32(data.length), ...data, ...(data.length % 2 === 1 ? [0] : [])];
  const body = [...text("WEBP"), ...part("VP8X", vp8x), ...part("VP8L", [0x2f, 0, 0, 0, 0, 1]), ...part("EXIF", secret), ...part("XMP ", secret)];
  return [...text("RIFF"), ...le32(body.length), ...body];
};

test.each([
  ["image/png", png],
  ["image/jpeg", jpeg],
  ["image/webp", webp],
] as const)("a whole %s is known by its bytes, with its size, and comes out without what was written into it", (type, make) => {
  const read = readPicture(new Uint8Array(make()));
  expect(read).toMatchObject({ type, width: 64, height: 32 });
  expect(Buffer.from(read?.bytes ?? []).toString("latin1")).not.toContain("GPS");
  // What comes out is a picture again, the same one.
  const again = readPicture(read?.bytes ?? new Uint8Array());
  expect(again).toEqual(read);
  for (const sides of [
    [8, 64],
    [64, 5_000],
  ] as const)
    expect(readPicture(new Uint8Array(make(...sides)))).toBeNull();
});

test("what only calls itself a picture is none, and nothing makes the reader throw", () => {
  for (const words of [
    "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "<!doctype html><script>alert(1)</script>",
    "GIF89a..................",
    "",
  ])
    expect(readPicture(new Uint8Array(text(words)))).toBeNull();
  for (const whole of [png(), jpeg(), webp()])
    fc.assert(
      fc.property(fc.nat({ max: whole.length - secret.length - 8 }), fc.array(fc.nat({ max: 255 }), { maxLength: 8 }), (at, noise) => {
        readPicture(new Uint8Array([...whole.slice(0, at), ...noise]));
        readPicture(new Uint8Array([...whole.slice(0, at), ...noise, ...whole.slice(at + noise.length)]));
      }),
    );
});
