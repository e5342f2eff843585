/** A picture as an answer: no browser takes it for anything else, and nothing in it could run. */
interface Picture {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const pictureResponse = ({ type, bytes }: Picture, caching = "private, max-age=300"): Response =>
  new Response(bytes, {
    headers: {
      "content-type": type,
      "content-disposition": "inline",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": caching,
    },
  });
