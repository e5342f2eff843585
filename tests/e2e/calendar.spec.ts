import { expect, expectAccessible, test } from "./support/journey";

/** An hour in Berlin, where the browser is, so many days from today there: a date in UTC would be yesterday's around midnight. */
const at = (day: number, hour: number): string =>
  Temporal.Now.zonedDateTimeISO("Europe/Berlin")
    .add({ days: day })
    .with({ hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
    .toInstant()
    .toString();

test.describe("the calendar", () => {
  test("an event is made, opened, changed and cancelled by keyboard alone, and the cancellation taken back", async ({ home }) => {
    await home.goto("/calendar");
    await expect(home.getByTestId("calendar-grid").locator(".calendar-grid")).toBeVisible();
    await home.keyboard.press("n");
    await home.getByLabel("Title").fill("Dentist");
    await home.keyboard.press("Enter");
    const event = home.locator("[data-event-ref]", { hasText: "Dentist" }).first();
    await expect(event).toBeVisible();
    await event.focus();
    await home.keyboard.press("Enter");
    await expect(home.getByTestId("event-details")).toContainText(/\d/);
    await home.getByTestId("edit-event").press("Enter");
    await home.getByLabel("Title").fill("Dentist, upstairs");
    await home.keyboard.press("Enter");
    const renamed = home.locator("[data-event-ref]", { hasText: "Dentist, upstairs" }).first();
    await expect(renamed).toBeVisible();
    await renamed.focus();
    await home.keyboard.press("Delete");
    await home.getByTestId("confirm-cancel").press("Enter");
    await expect(renamed).toHaveCount(0);
    await home.getByRole("listitem").filter({ hasText: "is cancelled" }).getByRole("button", { name: "Undo" }).click();
    await expect(renamed).toBeVisible();
  });

  test("Alt and an arrow move an event a quarter of an hour, and it keeps the focus", async ({ home, baseURL }) => {
    const made = (await (
      await home.request.post("/api/events", { data: { title: "Stand-up", start: at(0, 11), end: at(0, 12) }, headers: { origin: baseURL ?? "" } })
    ).json()) as { event: { ref: string } };
    await home.goto("/calendar");
    const event = home.locator("[data-event-ref]", { hasText: "Stand-up" }).first();
    // Nothing takes the focus before it is seen.
    await expect(event).toBeVisible();
    await event.focus();
    await home.keyboard.press("Alt+ArrowDown");
    await expect
      .poll(async () => ((await (await home.request.get(`/api/events/${made.event.ref}`)).json()) as { start: string }).start.slice(11, 16))
      .toBe("11:15");
    await expect(event).toBeFocused();
    await home.getByRole("radio", { name: "Month" }).check();
    await expect(event).toBeVisible();
    await event.focus();
    await home.keyboard.press("Alt+ArrowLeft");
    await expect
      .poll(async () => ((await (await home.request.get(`/api/events/${made.event.ref}`)).json()) as { start: string }).start.slice(0, 10))
      .toBe(Temporal.Now.plainDateISO("Europe/Berlin").subtract({ days: 1 }).toString());
    await expect(event).toBeFocused();
  });

  test("each of several quick presses moves an event, and none is refused because of the one before", async ({ home, baseURL }) => {
    const made = (await (
      await home.request.post("/api/events", { data: { title: "Retro", start: at(0, 11), end: at(0, 12) }, headers: { origin: baseURL ?? "" } })
    ).json()) as { event: { ref: string } };
    await home.goto("/calendar");
    const event = home.locator("[data-event-ref]", { hasText: "Retro" }).first();
    await expect(event).toBeVisible();
    await event.focus();
    for (let i = 0; i < 4; i += 1) await home.keyboard.press("Alt+ArrowDown");
    await expect
      .poll(async () => ((await (await home.request.get(`/api/events/${made.event.ref}`)).json()) as { start: string }).start.slice(11, 16))
      .toBe("12:00");
    await expect(home.getByText("stays as it was")).toHaveCount(0);
  });

  test("a new event stands at a free half hour within the hours of work, of the days in view", async ({ home, baseURL }) => {
    const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 7 });
    const monday = day.subtract({ days: day.dayOfWeek - 1 }).toString();
    const instant = (clock: string): string => Temporal.PlainDateTime.from(`${monday}T${clock}`).toZonedDateTime("Europe/Berlin").toInstant().toString();
    await home.request.post("/api/events", { data: { title: "Review", start: instant("09:00"), end: instant("10:15") }, headers: { origin: baseURL ?? "" } });
    await home.goto(`/calendar?date=${monday}`);
    await expect(home.locator("[data-event-ref]", { hasText: "Review" }).first()).toBeVisible();
    const opens = async (date: string, clock: string): Promise<void> => {
      await home.getByTestId("new-event").click();
      await expect(home.getByLabel("Starts on")).toHaveValue(date);
      await expect(home.getByLabel("Starts at", { exact: true })).toHaveValue(clock);
      await expect(home.getByTestId("time-check")).toContainText("This time is free.");
    };
    await opens(monday, "10:30");
    await home.getByLabel("Title").fill("Lunch with Tom");
    await home.keyboard.press("Enter");
    await expect(home.locator("[data-event-ref]", { hasText: "Lunch with Tom" }).first()).toBeVisible();
    await opens(monday, "11:30");
  });

  test("what another tab changed is there when somebody comes back to this one", async ({ home, baseURL }) => {
    await home.goto("/calendar");
    await expect(home.locator(".calendar-grid")).toBeVisible();
    const shows = (state: DocumentVisibilityState): Promise<void> =>
      home.evaluate((visible) => {
        Object.defineProperty(document, "visibilityState", { configurable: true, value: visible });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    await shows("hidden");
    await home.request.post("/api/events", { data: { title: "From elsewhere", start: at(0, 11), end: at(0, 12) }, headers: { origin: baseURL ?? "" } });
    await shows("visible");
    await expect(home.locator("[data-event-ref]", { hasText: "From elsewhere" }).first()).toBeVisible();
  });

  test("one occurrence of a series moves without the others", async ({ home, baseURL }) => {
    await home.request.post("/api/events", {
      data: { title: "Sync", start: at(1, 9), end: at(1, 10), rrule: "FREQ=DAILY;COUNT=5" },
      headers: { origin: baseURL ?? "" },
    });
    await home.goto(`/calendar?date=${at(1, 9).slice(0, 10)}`);
    await home.getByRole("radio", { name: "Agenda" }).check();
    const first = home.locator("[data-event-ref]", { hasText: "Sync" }).first();
    const onlyThisOne = home.getByTestId("series-scope").getByRole("button", { name: "Only this one" });
    // The list is drawn anew when what it holds has come.
    await expect(async () => {
      await first.focus();
      await home.keyboard.press("Alt+ArrowDown");
      await expect(onlyThisOne).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await onlyThisOne.click();
    const starts = async (): Promise<string[]> =>
      ((await (await home.request.get(`/api/events?from=${at(0, 0)}&to=${at(9, 0)}&query=Sync`)).json()) as { events: { start: string }[] }).events.map(
        ({ start }) => new Date(start).toISOString().slice(14, 16),
      );
    await expect.poll(starts).toEqual(["15", "00", "00", "00", "00"]);
  });

  test("a link to an event opens its day and its details; one that can't be read opens today", async ({ home, baseURL }) => {
    const made = (await (
      await home.request.post("/api/events", {
        data: { title: "Far away", start: "2031-03-05T10:00:00Z", end: "2031-03-05T11:00:00Z" },
        headers: { origin: baseURL ?? "" },
      })
    ).json()) as { event: { ref: string } };
    await home.goto(`/calendar?date=2031-03-05&event=${made.event.ref}`);
    await expect(home.getByTestId("event-details")).toContainText("5 March");
    await home.goto("/calendar?date=soon&event=nothing");
    await expect(home.getByTestId("calendar-title")).not.toContainText("2031");
  });

  test("the form of an event says whether its time is free, and what stands in the way", async ({ home, baseURL }) => {
    await home.request.post("/api/events", { data: { title: "Review", start: at(7, 10), end: at(7, 11) }, headers: { origin: baseURL ?? "" } });
    await home.goto(`/calendar?date=${at(7, 10).slice(0, 10)}`);
    await home.locator("[data-event-ref]", { hasText: "Review" }).first().focus();
    await home.keyboard.press("Enter");
    await home.getByTestId("edit-event").press("Enter");
    // Its own time isn't in its own way, and a time that stays needs no leave.
    await home.getByLabel("Starts on").fill(at(8, 10).slice(0, 10));
    await expect(home.getByTestId("time-check")).not.toBeEmpty();
    await home.getByLabel("Starts on").fill(at(7, 10).slice(0, 10));
    await expect(home.getByTestId("time-check")).toBeEmpty();
    await home.keyboard.press("Escape");
    await home.getByTestId("new-event").click();
    await home.getByLabel("Starts on").fill(at(7, 10).slice(0, 10));
    await home.getByLabel("Starts at", { exact: true }).fill("10:30");
    await expect(home.getByTestId("time-check")).toContainText("Review, 10:00–11:00");
    await expectAccessible(home);
  });

  test("the hours of an empty day scroll by keyboard", async ({ home }) => {
    await home.goto("/calendar?date=2031-03-05");
    await expect(home.locator(".calendar-grid")).toBeVisible();
    await home.getByRole("radio", { name: "Day" }).check();
    const top = (): Promise<number> => home.evaluate(() => Math.max(...[...document.querySelectorAll(".calendar-grid div")].map((part) => part.scrollTop)));
    await expect.poll(top).toBeGreaterThan(0);
    const before = await top();
    await home.locator("body").press("PageUp");
    await expect.poll(top).toBeLessThan(before);
  });

  test("a list names each day in one line, and a week each of its dates, however narrow", async ({ home, baseURL }) => {
    await home.request.post("/api/events", { data: { title: "Plan the week", start: at(0, 9), end: at(0, 10) }, headers: { origin: baseURL ?? "" } });
    await home.setViewportSize({ width: Math.min(768, home.viewportSize()?.width ?? 0), height: 844 });
    await home.goto("/calendar");
    await home.getByRole("radio", { name: "Agenda" }).check();
    const lines = home
      .getByTestId("calendar-grid")
      .locator("[aria-current=date] > *")
      .first()
      .evaluate((day) => {
        const range = document.createRange();
        range.selectNodeContents(day);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      });
    expect(await lines).toBe(1);
    await home.getByRole("radio", { name: "Week" }).check();
    await expect(home.getByRole("columnheader").filter({ hasText: /\d/ })).toHaveCount(7);
  });

  test("every view can be read by assistive technology", async ({ home, baseURL }) => {
    await home.request.post("/api/events", { data: { title: "Plan the week", start: at(0, 9), end: at(0, 10) }, headers: { origin: baseURL ?? "" } });
    await home.goto("/calendar");
    for (const view of ["Day", "Week", "Month", "Agenda"]) {
      await home.getByRole("radio", { name: view }).check();
      await expectAccessible(home);
    }
  });
});
