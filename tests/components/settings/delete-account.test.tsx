/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen } from "@testing-library/react";
import { DeleteAccountForm } from "@/components/owner-data/delete-account-form";

test.each([true, false])("a password is asked for only where the account has one: %s", (password) => {
  render(<DeleteAccountForm email="sam@example.com" password={password} />);
  expect(screen.queryAllByLabelText("Password")).toHaveLength(password ? 1 : 0);
});
