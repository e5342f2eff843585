import { complaintsOf, expect, expectAccessible, say, test } from "./support/journey";

const contact = (baseURL: string | undefined) => ({ data: { name: "Tom Reed", email: "tom@example.com" }, headers: { origin: baseURL ?? "" } });

test.describe("approvals", () => {
  test("what others would notice waits, is drawn as a ghost, can be corrected, and becomes solid once", async ({ home, baseURL }) => {
    await home.request.post("/api/contacts", contact(baseURL));
    await home.goto("/chat");
    await say(home, "Book a demo with Tom tomorrow at 3pm for 45 minutes");
    const card = home.getByTestId("approval-card");
    await expect(card).toContainText("45 minutes");
    await expectAccessible(home);
    const listed = async (): Promise<string[]> => {
      const from = new Date().toISOString();
      const to = new Date(Date.now() + 3 * 86_400_000).toISOString();
      return ((await (await home.request.get(`/api/events?from=${from}&to=${to}`)).json()) as { events: { title: string }[] }).events.map(({ title }) => title);
    };
    expect(await listed()).toEqual([]);
    await card.getByRole("button", { name: "Edit" }).click();
    await card.getByLabel("Title").fill("Demo of the new calendar");
    await card.getByTestId("approve").dblclick();
    await expect(card).toHaveAttribute("data-state", "approved");
    expect(await listed()).toEqual(["Demo of the new calendar"]);
    await home.getByTestId("undo").last().click();
    await expect.poll(listed).toEqual([]);
  });

  test("a declined action changes nothing and says so", async ({ home, baseURL }) => {
    await home.request.post("/api/contacts", contact(baseURL));
    await home.goto("/chat");
    await say(home, "Book a demo with Tom tomorrow at 3pm for 45 minutes");
    await home.getByTestId("decline").click();
    await expect(home.getByTestId("approval-card")).toContainText(/declined|nothing was changed/i);
  });
});

test.describe("conversations", () => {
  test("a reload keeps every word, and a question asked differently replaces what came after it", async ({ home }) => {
    await home.goto("/chat");
    const first = await say(home, "Dentist on Friday at 9 for 30 minutes");
    await home.reload();
    await expect(home.getByTestId("ai-response").last()).toContainText(first.split("\n").at(-1)?.slice(0, 40) ?? "");
    await home.getByTestId("user-message").first().hover();
    await home.getByRole("button", { name: "Edit and send again" }).first().click();
    await home.getByLabel("Say it differently").fill("What is on my calendar on Friday?");
    await home.keyboard.press("Enter");
    await expect(home.getByTestId("user-message")).toHaveCount(1);
    await expect(home.getByTestId("ai-response").last()).toContainText("Dentist");
  });

  test("what is said in one page appears in another with the same conversation, which keeps what is being written there", async ({ home }) => {
    await home.goto("/chat");
    await say(home, "What is on my calendar tomorrow?");
    const other = await home.context().newPage();
    const complaints = complaintsOf(other);
    await other.goto(home.url());
    const words = { here: home.getByTestId("user-message"), there: other.getByTestId("user-message") };
    await expect(words.there).toHaveCount(1);
    await other.getByTestId("chat-input").fill("And on Friday?");
    const answer = await say(home, "Am I free on Thursday at 10?");
    await expect(words.there).toHaveText(["What is on my calendar tomorrow?", "Am I free on Thursday at 10?"]);
    await expect(other.getByTestId("ai-response").last()).toHaveAttribute("data-state", "done");
    await expect(other.getByTestId("ai-response").last()).toContainText(answer.split("\n")[0] ?? "");
    await expect(other.getByTestId("chat-input")).toHaveValue("And on Friday?");
    await other.getByTestId("send-button").click();
    await expect(words.here).toHaveText(["What is on my calendar tomorrow?", "Am I free on Thursday at 10?", "And on Friday?"]);
    await expect(home.getByTestId("ai-response")).toHaveCount(3);
    expect(complaints).toEqual([]);
    await other.close();
  });
  test("a conversation is found, renamed, pinned and deleted", async ({ home, isMobile, viewport }) => {
    await home.goto("/chat");
    await say(home, "What do I have tomorrow?");
    const phone = isMobile || (viewport?.width ?? 0) < 768;
    if (phone)
      await home
        .getByRole("button", { name: /menu|sidebar|conversations/i })
        .first()
        .click();
    const item = home.getByTestId("conversation-item").filter({ visible: true }).first();
    await item.hover();
    await item.getByRole("button", { name: /More about/ }).click();
    await home.getByRole("menuitem", { name: "Rename" }).click();
    await home.getByRole("textbox", { name: "Name" }).fill("My tomorrow");
    await home.keyboard.press("Enter");
    await expect(item).toContainText("My tomorrow");
    await item.hover();
    await item.getByRole("button", { name: /More about/ }).click();
    await home.getByRole("menuitem", { name: "Pin" }).click();
    await expect
      .poll(async () => ((await (await home.request.get("/api/conversations")).json()) as { conversations: { pinned: boolean }[] }).conversations[0]?.pinned)
      .toBe(true);
    await item.hover();
    await item.getByRole("button", { name: /More about/ }).click();
    await home.getByRole("menuitem", { name: "Delete" }).click();
    await home.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(home.getByText("My tomorrow")).toHaveCount(0);
  });

  test("an answer that can't be fetched says what to do, and trying again works", async ({ home }) => {
    await home.goto("/chat");
    await home.route("**/api/ai/chat", (route) => route.abort(), { times: 1 });
    await home.getByTestId("chat-input").fill("What do I have tomorrow?");
    await home.getByTestId("send-button").click();
    await expect(home.getByTestId("chat-error")).toBeVisible();
    await home.getByRole("button", { name: /try again|retry/i }).click();
    await expect(home.getByTestId("ai-response").last()).toContainText(/tomorrow|nothing|free/i);
  });

  test("suggestions do what they say", async ({ home }) => {
    await home.goto("/chat");
    await home.getByTestId("suggestion").first().click();
    await expect(home.getByTestId("ai-response").last()).toHaveAttribute("data-state", "done");
    await expect(home.getByTestId("ai-response").last()).toContainText(/booked|calendar|free/i);
  });

  test("the whole of it works from the keyboard", async ({ home }) => {
    await home.goto("/chat");
    await home.getByTestId("chat-input").focus();
    await home.keyboard.type("Walk tomorrow at 8 for 30 minutes");
    await home.keyboard.press("Enter");
    await expect(home.getByTestId("ai-response").last()).toHaveAttribute("data-state", "done");
    const undo = home.getByTestId("undo").last();
    await undo.focus();
    await home.keyboard.press("Enter");
    await expect(home.getByText(/taken back|undone/i).last()).toBeVisible();
  });
});

test("what is typed before the page listens is kept and can be sent", async ({ home }) => {
  await home.route("**/*.js", async (route) => {
    await new Promise((wait) => setTimeout(wait, 600));
    await route.continue();
  });
  await home.goto("/chat", { waitUntil: "commit" });
  await home.getByTestId("chat-input").fill("What do I have tomorrow?");
  await home.getByTestId("send-button").click();
  await expect(home.getByTestId("ai-response").last()).toContainText(/tomorrow/i);
});
