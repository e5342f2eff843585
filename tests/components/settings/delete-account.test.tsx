/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen } from "@testing-library/react";
import { DeleteAccountForm } from "@/components/owner-data/delete-account-form";

test.each([
  ["password", 1, []],
  ["sign-in", 0, [/sign-in of the last ten minutes/]],
  ["none", 0, [/its address is enough/]],
] as const)("what proves who asks is said, and a password asked for only where the account has one: %s", (proof, fields, words) => {
  render(<DeleteAccountForm email="sam@example.com" proof={proof} />);
  expect(screen.queryAllByLabelText("Password")).toHaveLength(fields);
  for (const said of words) expect(screen.getByText(said)).toBeVisible();
});
