/** The picture that visitors of an owner's links see. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

export const pictureTypes = ["image/png", "image/jpeg", "image/webp"] as const;
export type PictureType = (typeof pictureTypes)[number];

/** Base64 of at most 700 kB: with the rest of the call it stays below the largest body. */
export const PictureInputSchema = z.strictObject({
  picture: z
    .string()
    .min(1, "Choose a picture")
    .max(956_000, "Take a picture of at most 700 kB")
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, "The picture must be base64"),
});

export const putPictureEndpoint = endpoint({
  method: "put",
  path: "/api/settings/picture",
  summary: "Set the owner's picture: PNG, JPEG or WebP, known by its bytes; what a camera wrote into it is taken out",
  auth: "session",
  input: PictureInputSchema,
  output: z.object({ type: z.enum(pictureTypes), width: z.number().int(), height: z.number().int() }),
});
export const deletePictureEndpoint = endpoint({
  method: "delete",
  path: "/api/settings/picture",
  summary: "Take the owner's picture away",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ removed: z.boolean() }),
});
export const getPictureEndpoint = endpoint({
  method: "get",
  path: "/api/settings/picture",
  summary: "The owner's own picture; `v` only makes a browser ask anew",
  auth: "session",
  input: z.strictObject({ v: z.string().max(20).optional() }),
  output: z.unknown(),
});
