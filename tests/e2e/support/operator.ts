/** The first account of the server under test. tools/e2e-server.mjs makes it by a real sign-up before any journey begins. */
export const operatorAccount = {
  name: "Olga Operator",
  email: "operator@example.com",
  password: "a-long-password-of-hers",
  zone: "Europe/Berlin",
  locale: "en-GB",
};
