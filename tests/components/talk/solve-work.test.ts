/** The work that a visitor's browser does is taken by the server, whether the browser derives keys itself or has no way to over plain http. */
import { webcrypto } from "node:crypto";
import { solveWork } from "@/components/talk/solve-work";
import { acceptWork, newChallenge, type WorkMatter } from "@/lib/delegation/work";

const matter: WorkMatter = { linkId: "link", visitorHash: "hash", purpose: "visit" };
const anew = (): Promise<boolean> => Promise.resolve(true);

test.each(["https", "plain http"])("over %s", async (way) => {
  const nowMs = Date.now();
  const challenge = await newChallenge(matter, 1 / 20, nowMs);
  const known = Object.getOwnPropertyDescriptor(globalThis, "crypto") as PropertyDescriptor;
  if (way === "plain http")
    Object.defineProperty(globalThis, "crypto", {
      value: { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => webcrypto.getRandomValues(bytes) },
      configurable: true,
    });
  let work: string | null;
  try {
    work = await solveWork(challenge);
  } finally {
    Object.defineProperty(globalThis, "crypto", known);
  }
  expect(await acceptWork(work ?? "", matter, nowMs, anew)).toBe(true);
});
