import { readJsonBody } from "@/lib/http/read-body";

const cutOff = (code: string): Request =>
  new Request("http://perin.example/api/x", {
    method: "POST",
    body: new ReadableStream({
      start: (body) => {
        body.enqueue(new TextEncoder().encode('{"a":'));
        body.error(Object.assign(new Error("aborted"), { code }));
      },
    }),
    duplex: "half",
  } as RequestInit);

test("a body that is cut off because its sender went away is the sender's matter; another fault stays what it is", async () => {
  await expect(readJsonBody(cutOff("ECONNRESET"))).rejects.toMatchObject({ code: "request/malformed-json" });
  await expect(readJsonBody(cutOff("EIO"))).rejects.toMatchObject({ message: "aborted" });
});
