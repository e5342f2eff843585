/** Work before an answer: asked for above what is usual, good for one call, one link, one address and one purpose. */
import { solveChallenge, type Challenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { rereadConfig } from "@/lib/config";
import { acceptWork, newChallenge, type WorkMatter } from "@/lib/delegation/work";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { callAs, newLink, newVisitor, Visitor, type Answer } from "../../../support/visitors";

afterEach(() => {
  delete process.env.RATE_LIMIT_SCALE;
  delete process.env.RATE_LIMITS;
  rereadConfig();
});

const scaled = (scale: string): void => {
  process.env.RATE_LIMIT_SCALE = scale;
  // The road into the house counts too; here it is wide.
  process.env.RATE_LIMITS = "visitor=100000";
  rereadConfig();
};

const solve = async (challenge: Challenge): Promise<string> => {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
};
const challengeOf = ({ body }: Answer): Challenge => body.challenge as Challenge;

const message = (work?: string) => ({ text: "Thursday?", ...(work === undefined ? {} : { work }) });

test("beyond what is usual a message is answered only with its work, and the same work isn't taken twice", async () => {
  scaled("1000");
  const { token } = await newLink(await newCalendarOwner());
  const visitor = await newVisitor(token);
  scaled("0.02");
  let refused: Answer | undefined;
  for (let at = 0; at < 20 && refused === undefined; at += 1) {
    const answer = await callAs(visitor, "messages", message());
    if (answer.status !== 200) refused = answer;
  }
  expect(refused).toMatchObject({ status: 403, body: { code: "delegation/work-needed", challenge: { parameters: { algorithm: "PBKDF2/SHA-256" } } } });
  const work = await solve(challengeOf(refused as Answer));
  expect((await callAs(visitor, "messages", message(work))).status).toBe(200);
  const again = await callAs(visitor, "messages", message(work));
  expect(again).toMatchObject({ status: 403, body: { code: "delegation/work-needed" } });
  expect(challengeOf(again).parameters.nonce).not.toBe(challengeOf(refused as Answer).parameters.nonce);
});

test("a visit that is one too many begins only with work, and work for a message begins none", async () => {
  scaled("1000");
  const { token, link } = await newLink(await newCalendarOwner());
  scaled("0.05");
  let refused: Answer | undefined;
  for (let at = 0; at < 20 && refused === undefined; at += 1) {
    const answer = await new Visitor(token).open();
    if (answer.status !== 200) refused = answer;
  }
  expect(refused?.body.code).toBe("delegation/work-needed");
  const visitor = new Visitor(token);
  const { visitorHash } = challengeOf(await visitor.open()).parameters.data as { visitorHash: string };
  const open = (work: string) => visitor.open(undefined, "en-GB", { work });
  const forMessages = await solve((await newChallenge({ linkId: link.id, visitorHash, purpose: "message" }, 1, Date.now())) as Challenge);
  expect((await open(forMessages)).body.code).toBe("delegation/work-needed");
  const solved = await solve(challengeOf(await visitor.open()));
  expect((await open(solved)).status).toBe(200);
  // The visit that has begun goes on without more of it.
  expect((await visitor.open()).status).toBe(200);
});

const matter: WorkMatter = { linkId: "", visitorHash: "somebody", purpose: "message" };

test("work is refused when it is another's, changed, unsolved, unsigned, late, or nonsense; nothing but our own signature counts", async () => {
  const { link } = await newLink(await newCalendarOwner());
  const mine = { ...matter, linkId: link.id };
  const nowMs = Date.now();
  const challenge = await newChallenge(mine, 1, nowMs);
  const work = await solve(challenge);
  const changed = (
    change: (payload: { challenge: { parameters: Record<string, unknown>; signature?: string }; solution: Record<string, unknown> }) => void,
  ): string => {
    const payload = JSON.parse(Buffer.from(work, "base64").toString()) as Parameters<typeof change>[0];
    change(payload);
    return Buffer.from(JSON.stringify(payload)).toString("base64");
  };
  const wrong: [string, Promise<boolean>][] = [
    ["another link", acceptWork(work, { ...mine, linkId: crypto.randomUUID() }, nowMs)],
    ["another address", acceptWork(work, { ...mine, visitorHash: "else" }, nowMs)],
    ["another purpose", acceptWork(work, { ...mine, purpose: "visit" }, nowMs)],
    ["too late", acceptWork(work, mine, nowMs + 11 * 60_000)],
    [
      "a later end",
      acceptWork(
        changed(({ challenge: { parameters } }) => (parameters.expiresAt = Number(parameters.expiresAt) + 60)),
        mine,
        nowMs,
      ),
    ],
    [
      "an easier prefix",
      acceptWork(
        changed(({ challenge: { parameters } }) => (parameters.keyPrefix = "00")),
        mine,
        nowMs,
      ),
    ],
    [
      "no signature",
      acceptWork(
        changed(({ challenge: own }) => delete own.signature),
        mine,
        nowMs,
      ),
    ],
    [
      "a guessed key",
      acceptWork(
        changed(({ solution }) => (solution.derivedKey = "ab".repeat(32))),
        mine,
        nowMs,
      ),
    ],
    ["nothing", acceptWork("", mine, nowMs)],
    ["nonsense", acceptWork("eyJhIjoxfQ==", mine, nowMs)],
  ];
  for (const [what, answer] of wrong) expect([what, await answer]).toEqual([what, false]);
  expect(await acceptWork(work, mine, nowMs)).toBe(true);
});

/** Hands one solution in ten times at once, to a memory of what was handed in before. */
const accepted = async (remember?: () => Promise<boolean>): Promise<number> => {
  const { link } = await newLink(await newCalendarOwner());
  const mine = { ...matter, linkId: link.id };
  const work = await solve(await newChallenge(mine, 1, Date.now()));
  const answers = await Promise.all(Array.from({ length: 10 }, () => acceptWork(work, mine, Date.now(), remember)));
  return answers.filter(Boolean).length;
};

test("of ten who hand the same solution in at once, one gets through; the twin that doesn't remember lets all through", async () => {
  expect(await accepted()).toBe(1);
  expect(await accepted(() => Promise.resolve(true))).toBe(10);
});

test("when what was handed in can't be looked up, nothing gets through", async () => {
  await expect(accepted(() => Promise.reject(new Error("the database is away")))).rejects.toThrow("the database is away");
});
