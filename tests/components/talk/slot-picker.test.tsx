/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SlotPicker } from "@/components/talk/slot-picker";
import { speechOf } from "@/components/talk/speech";

const dayButton = (date: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-date="${date}"]`);
  if (found === null) throw new Error(`${date} is not shown`);
  return found;
};

test("arrows go on from a month's last day to the next month and back, and stop where nothing more is offered", async () => {
  const offered = { start: "2026-11-30T09:00:00Z", end: "2026-11-30T09:30:00Z" };
  const load = (month: string) => Promise.resolve(offered.start.startsWith(month) ? [offered] : []);
  render(<SlotPicker speech={speechOf("en", ["en-GB"])} zone="Europe/London" firstMonth="2026-11" lastMonth="2026-12" load={load} />);
  await waitFor(() => expect(dayButton("2026-11-30")).toHaveAttribute("data-offers", "1"));
  dayButton("2026-11-30").focus();
  await userEvent.keyboard("{ArrowRight}");
  await waitFor(() => expect(dayButton("2026-12-01")).toHaveFocus());
  expect(await screen.findByText("Nothing on offer in this month.")).toBeVisible();
  await userEvent.keyboard("{ArrowLeft}");
  await waitFor(() => expect(dayButton("2026-11-30")).toHaveFocus());
  await waitFor(() => expect(dayButton("2026-11-30")).toHaveAttribute("data-offers", "1"));
  dayButton("2026-11-01").focus();
  await userEvent.keyboard("{ArrowUp}");
  expect(dayButton("2026-11-01")).toHaveFocus();
});
