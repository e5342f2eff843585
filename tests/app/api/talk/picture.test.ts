/** The owner's picture: set by the owner, seen by whoever a link has let in, and by nobody else. */
import { GET as visitorPicture } from "@/app/api/talk/[token]/picture/route";
import { rereadConfig } from "@/lib/config";
import type { Actor } from "@/lib/identity/contracts";
import { putPicture, removePicture } from "@/lib/identity/service";
import { jsonRequest } from "../../../support/accounts";
import { codeOf, newCalendarOwner } from "../../../support/calendar-owner";
import { newLink, newVisitor, Visitor } from "../../../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "1000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

const be32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const chunk = (name: string, data: number[]): number[] => [...be32(data.length), ...Buffer.from(name), ...data, 0, 0, 0, 0];
const picture = Buffer.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...chunk("IHDR", [...be32(64), ...be32(64), 8, 6, 0, 0, 0]),
  ...chunk("IDAT", [1, 2, 3]),
  ...chunk("IEND", []),
]).toString("base64");

const look = ({ token, cookie }: Visitor): Promise<Response> =>
  visitorPicture(jsonRequest(`/api/talk/${token}/picture`, cookie === "" ? {} : { headers: { cookie } }));
const ownerWithPicture = async (): Promise<Actor> => {
  const owner = await newCalendarOwner();
  expect(await putPicture(owner, { picture })).toEqual({ type: "image/png", width: 64, height: 64 });
  return owner;
};

test("who was let in sees it, as a picture that nothing can run in; who wasn't, doesn't", async () => {
  const owner = await ownerWithPicture();
  const { token } = await newLink(owner, { pin: "4821" });
  const outside = new Visitor(token);
  expect((await look(outside)).status).toBe(401);
  await outside.open();
  expect((await look(outside)).status).toBe(401);
  const inside = new Visitor(token);
  expect(await inside.open("4821")).toMatchObject({ body: { view: { owner: { hasPicture: true } } } });
  const response = await look(inside);
  expect([response.status, response.headers.get("content-type"), response.headers.get("x-content-type-options")]).toEqual([200, "image/png", "nosniff"]);
  expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(Buffer.from(await response.arrayBuffer()).toString("base64")).toBe(picture);
  await removePicture(owner);
  expect((await look(inside)).status).toBe(404);
});

test("an owner without one has none, another's link shows another's, and what is no picture isn't kept", async () => {
  await ownerWithPicture();
  const other = await newCalendarOwner();
  const visitor = await newVisitor((await newLink(other)).token);
  expect((await look(visitor)).status).toBe(404);
  expect(await codeOf(putPicture(other, { picture: Buffer.from("<svg onload='alert(1)'/>").toString("base64") }))).toBe("identity/no-picture");
  expect((await look(visitor)).status).toBe(404);
});
