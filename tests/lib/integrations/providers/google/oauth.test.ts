import { googleCalendar, gmail } from "@/lib/integrations/providers/google/provider";
import type { Provider } from "@/lib/integrations/contracts";

test("mail and calendar ask for no more than their own rights", () => {
  const scopesOf = ({ oauth }: Provider): string => new URL(oauth?.authorizationUrl({ state: "s", codeChallenge: "x" }) ?? "").searchParams.get("scope") ?? "";
  expect(scopesOf(gmail)).toContain("gmail.modify");
  expect(scopesOf(gmail)).not.toContain("calendar");
  expect(scopesOf(googleCalendar)).toContain("calendar.events");
  expect(scopesOf(googleCalendar)).not.toContain("gmail");
});
