import { renderToString } from "react-dom/server";
import { Dialog } from "@/components/ui/dialog";

test("a page whose dialog is open from the start can be drawn by the server", () => {
  expect(renderToString(<Dialog open onOpenChange={() => undefined} title="Lunch" />)).toBe("");
});
