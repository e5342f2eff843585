import { test } from "./support/journey";

test("shots", async ({ home }, info) => {
  for (const scheme of ["light", "dark"] as const) {
    await home.emulateMedia({ colorScheme: scheme });
    await home.goto("/settings/accounts");
    await home.getByLabel("Calendar file (.ics)").setInputFiles({
      name: "a.ics",
      mimeType: "text/calendar",
      buffer: Buffer.from("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261126T090000Z\nDURATION:PT1H\nSUMMARY:Lunch from a file\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nSUMMARY:Broken\nEND:VEVENT\nEND:VCALENDAR\n"),
    });
    await home.getByText("It would add").waitFor();
    await home.getByLabel("Who is it for?").fill("My phone");
    await home.getByRole("button", { name: "Make an address" }).click();
    await home.getByTestId("new-feed-address").waitFor();
    await home.waitForTimeout(500);
    await home.screenshot({ path: `/tmp/shots/${info.project.name}-${scheme}-page.png`, fullPage: true });
    await home.getByRole("button", { name: "Connect CalDAV" }).click();
    await home.getByRole("dialog").waitFor();
    await home.waitForTimeout(300);
    await home.screenshot({ path: `/tmp/shots/${info.project.name}-${scheme}-caldav.png` });
    await home.keyboard.press("Escape");
  }
});
